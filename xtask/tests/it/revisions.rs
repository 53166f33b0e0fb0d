//! The way from one revision of upstream's document to the next, as CONTRIBUTING describes it.

use std::{cmp::Reverse, fs};

use crate::support::{
    OVERLAY,
    copy::{Copy, text},
    paste::{cut, paste},
    top, upstream,
};

const OURS: &str = "openapi: 3.0.3
info:
  title: Things
  version: 1.0.0
servers:
  - url: https://example.com
    description: The only server
paths:
  # Looking things up
  /things:
    get:
      tags:
        - Things
      operationId: list_things
      summary: List things
      description: Lists what is there.
      parameters:
        - name: label
          in: query
          required: false
          description: Only things with this label.
          schema:
            type: string
        - name: count
          in: query
          required: false
          description: Most things to return.
          schema:
            type: integer
            maximum: 100
      x-statuses: [200, 400]
      responses:
        '2XX':
          description: A page of things
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Things'
        '4XX':
          $ref: '#/components/responses/ClientError'
        '5XX':
          $ref: '#/components/responses/ServerError'
components:
  responses:
    ClientError:
      description: The request cannot be fulfilled
    ServerError:
      description: The service failed
  schemas:
    StringList:
      type: array
      items:
        type: string
    Things:
      type: object
      description: A page of things.
      properties:
        things:
          type: array
          description: The things.
          items:
            $ref: '#/components/schemas/Thing'
    Thing:
      type: object
      description: One thing.
      properties:
        label:
          type: string
          description: Label of the thing.
        kind:
          description: What it is.
          allOf:
            - $ref: '#/components/schemas/Kind'
    Kind:
      type: string
      description: What a thing is.
      enum:
        - ROUND
";

/// Several labels a thing, a region in the server's name, another limit, a kind, a status, and an
/// operation.
const UPSTREAM: &str = "openapi: 3.1.0
info: {title: Things API, version: '2'}
servers:
  - url: https://{region}.example.com
    variables:
      region: {default: eu, enum: [eu, us]}
  - url: https://example.com
paths:
  /things:
    get:
      summary: Lists all things
      tags: [Things]
      parameters:
        - {name: label, in: query, schema: {type: array, items: {type: string}}}
        - {name: count, in: query, schema: {type: integer, maximum: 500}}
      responses:
        200:
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties:
                  things: {type: array, items: {$ref: '#/components/schemas/Thing'}}
        400: {description: Bad request}
        429: {description: Slow down}
        5XX: {description: Broken}
  /things/{id}/paint:
    post:
      summary: Paint a thing
      tags: [Things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [color]
              properties: {color: {$ref: '#/components/schemas/Color'}}
      responses:
        201: {description: Painted}
        400: {description: Bad request}
        5XX: {description: Broken}
components:
  schemas:
    Thing:
      type: object
      properties:
        label: {type: string, deprecated: true}
        labels: {type: array, items: {type: string}}
        kind: {type: string, enum: [ROUND, EDGED]}
    Color: {type: [string, 'null'], enum: [RED, BLUE, null], description: Their words}
";

#[test]
fn snippets_lead_from_one_revision_to_the_next() {
    let copy = Copy::new(OURS, OVERLAY, "ahead: []\n");
    let upstream = copy.scratch.file("upstream.yaml", UPSTREAM).display().to_string();
    let from = ["--commit", "abcdef0", "--date", "2026-01-02"];
    assert_eq!(copy.accept(&upstream, &from).status, 2);

    let said = copy.drift(&upstream, &["--snippets"]);
    assert_eq!(said.status, 2, "{}", said.err);
    copy.set_text(&paste(&copy.text(), &said.out));
    let after = copy.drift(&upstream, &["--snippets"]);
    assert_eq!(after.status, 0, "{}{}{}", said.out, after.out, copy.text());

    // What was there is there, and what is new is to be described.
    assert!(copy.text().contains("  # Looking things up\n"), "comments stay");
    assert!(copy.text().contains("description: Only things with this label."), "words stay");
    assert!(!copy.text().contains("Their words"), "{}", copy.text());
    assert_eq!(copy.text().matches("TODO(describe)").count(), 12, "{}", copy.text());
    copy.set_text(&copy.text().replace("TODO(describe)", "Words of our own."));
    assert_eq!(copy.drift(&upstream, &[]).status, 0);
    assert_eq!(copy.accept(&upstream, &from).status, 0);
    let record = fs::read_to_string(copy.path("upstream.toml")).expect("it is written");
    assert!(record.contains("commit = \"abcdef0\"\ndate = \"2026-01-02\"\n"), "{record}");
}

#[test]
fn snippets_lead_from_upstreams_revision_of_april_to_todays() {
    let (Some(old), Some(new)) = (upstream("openapi-2026-04-02.yaml"), upstream("openapi.yaml"))
    else {
        return;
    };
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let read =
        |name: &str| fs::read_to_string(top().join("openapi").join(name)).expect("it is there");
    let copy = Copy::new(&text(), &read("overlay.yaml"), &read("ahead.yaml"));
    // Our document as it would have been then: what is new today is to go.
    copy.set_text(&paste(&copy.text(), &copy.drift(&old, &["--snippets"]).out));
    let left = copy.drift(&old, &["--format", "json"]).json();
    let changes = left["changes"].as_array().expect("a list").iter();
    let mut gone: Vec<_> =
        changes.map(|it| (it["line"].as_u64().expect("a line"), it["kind"].clone())).collect();
    gone.sort_by_key(|(line, _)| Reverse(*line));
    for (line, kind) in gone {
        let what = if kind == "deprecation-removed" { "deprecated: true" } else { "" };
        copy.set_text(&cut(&copy.text(), line as usize, what));
    }
    // The two corrections that are no longer needed were not needed then either.
    let then = copy.drift(&old, &[]);
    assert_eq!(then.status, 1, "{}", then.out);
    assert!(then.out.contains(": 0 breaking, 0 compatible, 2 no longer needed"), "{}", then.out);

    let drifted = copy.drift(&new, &["--snippets"]);
    assert_eq!(drifted.status, 2, "{}", drifted.out);
    copy.set_text(&paste(&copy.text(), &drifted.out));
    let now = copy.drift(&new, &["--snippets"]);
    assert_eq!(now.status, 0, "{}", now.out);
    assert_eq!(copy.accept(&new, &[]).status, 0);
}
