//! `cargo xtask drift --snippets`: what it prints, pasted where it says, removes the drift.

use serde_json::{Value, json};

use crate::support::{
    OVERLAY, Row, at,
    copy::{Copy, text},
    document, novelties, object,
    paste::paste,
    requests::{self, DLQ},
    responses,
};

/// Differences that are not, or not only, about something new. People follow them by hand.
const BY_HAND: &[&str] = &[
    "an operation removed",
    "an operation moved",
    "one of several that are alike moved",
    "one of several that are alike removed and another added",
    "an operation's id changed",
    "a query parameter removed",
    "a header parameter renamed",
    "a media type removed",
    "the body of a response removed",
    "a response field removed",
    "a field that may be missing",
    "an enum value removed",
    "one place of a shared map retyped",
    "a field added to one of the responses that are alike",
    "a schema that no operation reaches",
    "a server removed",
    "a server of one operation",
    "a server of one path",
    "a region removed",
    "a security scheme removed",
    "no success any more",
    "an operation without a response for success",
    "values that are not listed any more",
];

/// Pastes what is printed for each row.
fn follow(rows: &[Row]) {
    for (name, change, ..) in rows {
        let copy = Copy::new(&text(), OVERLAY, "ahead: []\n");
        let mut changed = document();
        change(&mut changed);
        let upstream = copy.scratch.file("upstream.json", changed.to_string());
        let upstream = upstream.display().to_string();
        let before = copy.drift(&upstream, &["--snippets"]);
        copy.set_text(&paste(&copy.text(), &before.out));
        let after = copy.drift(&upstream, &["--snippets"]);
        let words = format!("{name}: {}{}\n{}", before.out, after.err, after.out);
        if BY_HAND.contains(name) {
            assert!([1, 2].contains(&after.status), "{words}");
        } else {
            assert_eq!(after.status, 0, "{words}");
            assert!(after.out.ends_with("\nno drift\n\nnothing to paste\n"), "{words}");
        }
    }
}

#[test]
fn what_is_new_in_operations_and_parameters_is_pasted() {
    follow(requests::OPERATIONS);
    follow(requests::PARAMETERS);
}

#[test]
fn what_is_new_in_bodies_and_responses_is_pasted() {
    follow(responses::BODIES_AND_RESPONSES);
    follow(responses::SERVERS_AND_SECURITY);
}

#[test]
fn what_is_new_in_an_unusual_form_is_pasted() {
    follow(novelties::NOVELTIES);
}

#[test]
fn without_the_option_nothing_is_printed_to_paste() {
    let (copy, upstream) = with_a_new_operation();
    let said = copy.drift(&upstream, &[]);
    assert_eq!(said.status, 2);
    assert!(!said.out.contains("to paste"), "{}", said.out);
}

/// A document of upstream's in which much is new, in upstream's words and form.
fn with_a_new_operation() -> (Copy, String) {
    let mut changed = document();
    changed["openapi"] = json!("3.1.0");
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let content = json!({ "application/json": { "schema": thing } });
    let labels = at(&mut changed, "/components/parameters/LabelFilter").clone();
    at(&mut changed, "/paths")["/v2/things/{id}"] = json!({
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
        ],
        "put": {
            "summary": "Replace a Thing",
            "description": "upstream's words",
            "tags": ["Runs"],
            "parameters": [labels],
            "requestBody": { "required": true, "content": content },
            "responses": {
                "200": { "description": "upstream's words", "content": content },
                "404": { "description": "upstream's words" },
                "5XX": { "description": "upstream's words" },
            },
        },
    });
    at(&mut changed, "/components/schemas")["Thing"] = json!({
        "type": "object",
        "title": "upstream's words",
        "required": ["id"],
        "properties": {
            "id": { "type": "string", "examples": ["upstream's words"], "maxLength": 9 },
            "kind": { "type": ["string", "null"], "enum": ["a", "b", null] },
            "state": { "type": "string", "enum": ["FINISHED", "IN_PROGRESS"] },
            "parent": thing,
        },
    });
    let limit = at(&mut changed, &format!("{DLQ}/parameters/1/schema"));
    limit["maximum"] = json!(50);
    let copy = Copy::new(&text(), OVERLAY, "ahead: []\n");
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    (copy, upstream)
}

const OPERATION: &str = "
  /v2/things/{id}:
    put:
      tags:
        - Runs
      operationId: replace_a_thing
      summary: TODO(describe)
      description: TODO(describe)
      parameters:
        - name: id
          in: path
          required: true
          description: TODO(describe)
          example: TODO(describe)
          schema:
            type: string
        - $ref: '#/components/parameters/LabelFilter'
      requestBody:
        required: true
        description: TODO(describe)
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Thing'
      x-statuses: [200, 404]
      responses:
        '2XX':
          description: TODO(describe)
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
        '4XX':
          $ref: '#/components/responses/ClientError'
        '5XX':
          $ref: '#/components/responses/ServerError'
";

const SCHEMAS: [&str; 2] = [
    "
    Thing:
      type: object
      required:
        - id
      description: TODO(describe)
      properties:
        id:
          type: string
          description: TODO(describe)
          maxLength: 9
        kind:
          description: TODO(describe)
          allOf:
            - $ref: '#/components/schemas/ThingKind'
        parent:
          description: TODO(describe)
          allOf:
            - $ref: '#/components/schemas/Thing'
        state:
          description: TODO(describe)
          allOf:
            - $ref: '#/components/schemas/BulkActionState'
",
    "
    ThingKind:
      type: string
      nullable: true
      description: TODO(describe)
      enum:
        - a
        - b
",
];

#[test]
fn snippets_have_the_form_of_our_document_and_none_of_upstreams_prose() {
    let (copy, upstream) = with_a_new_operation();
    let said = copy.drift(&upstream, &["--snippets"]);
    for snippet in [OPERATION, SCHEMAS[0], SCHEMAS[1], "\n            maximum: 50\n"] {
        assert!(said.out.contains(snippet), "no {snippet} in {}", said.out);
    }
    assert!(!said.out.contains("upstream's words"), "{}", said.out);
    assert!(said.out.contains("TODO(describe) stands where prose is due"), "{}", said.out);

    // Nothing but what is new has moved.
    let new = paste(&text(), &said.out);
    let mut expected =
        text().replacen("            maximum: 100\n", "            maximum: 50\n", 1);
    for (below, snippet) in [("paths:\n", OPERATION), ("  schemas:\n", &SCHEMAS.concat())] {
        let snippet = snippet.replace("\n\n", "\n");
        expected = expected.replacen(below, &format!("{below}{}", &snippet[1..]), 1);
    }
    let differs = expected.lines().zip(new.lines()).find(|(one, other)| one != other);
    assert_eq!((differs, new.len()), (None, expected.len()));
    copy.set_text(&new);
    let said = copy.drift(&upstream, &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

/// What a program does with the snippet of a change: mappings get its entries, lists its items.
fn merge(document: &mut Value, snippet: &Value) {
    let name = |item: &Value| ["name", "in", "url"].map(|key| item.get(key).cloned());
    match (document, snippet) {
        (Value::Object(document), Value::Object(snippet)) => {
            for (key, value) in snippet {
                merge(document.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(document), Value::Array(snippet)) => {
            for item in snippet.iter().filter(|item| !document.contains(item)).collect::<Vec<_>>() {
                let named = item.get("name").or(item.get("url")).is_some();
                match document.iter_mut().find(|it| named && name(it) == name(item)) {
                    Some(known) => merge(known, item),
                    None => document.push(item.clone()),
                }
            }
        }
        (document, snippet) => *document = snippet.clone(),
    }
}

#[test]
fn in_json_each_change_has_its_snippet_as_an_outline_of_our_document() {
    let rows = [requests::OPERATIONS, requests::PARAMETERS, novelties::NOVELTIES];
    let more = [responses::BODIES_AND_RESPONSES, responses::SERVERS_AND_SECURITY];
    let mut pasted = 0;
    // What replaces a list or a schema is not to be merged into it.
    let replaced =
        ["type-changed", "schema-changed", "tags-changed", "security-changed", "status-removed"];
    let rows = rows.into_iter().chain(more).flatten();
    for (name, change, ..) in rows.filter(|(name, ..)| !BY_HAND.contains(name)) {
        let copy = Copy::new("", OVERLAY, "ahead: []\n");
        let (mut ours, mut theirs) = (document(), document());
        change(&mut theirs);
        copy.set_text(&ours.to_string());
        let upstream = copy.scratch.file("upstream.json", theirs.to_string());
        let upstream = upstream.display().to_string();
        let said = copy.drift(&upstream, &["--format", "json"]).json();
        let changes = said["changes"].as_array().expect("a list");
        for change in changes {
            if let Some(snippet) = change["snippet"].as_str() {
                merge(&mut ours, &yaml_serde::from_str(snippet).expect("it is YAML"));
            }
        }
        let all = changes.iter().all(|change| change["snippet"].is_string());
        if all && !changes.iter().any(|it| replaced.contains(&it["kind"].as_str().expect("text"))) {
            copy.set_text(&ours.to_string());
            let said = copy.drift(&upstream, &[]);
            assert_eq!(said.status, 0, "{name}: {}{}", said.out, said.err);
            pasted += 1;
        }
    }
    assert!(pasted > 40, "{pasted}");
}

#[test]
fn a_snippet_in_json_names_the_place_and_nothing_that_is_known() {
    let (copy, upstream) = with_a_new_operation();
    let said = copy.drift(&upstream, &["--format", "json"]).json();
    let changes = said["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 2, "{said}");
    let snippet = |kind: &str| -> Value {
        let change = changes.iter().find(|change| change["kind"] == kind);
        let snippet = change.expect("it is there")["snippet"].as_str().expect("it is text");
        yaml_serde::from_str(snippet).expect("it is YAML")
    };
    let operation = snippet("operation-added");
    let put = &operation["paths"]["/v2/things/{id}"]["put"];
    assert_eq!(put["operationId"], "replace_a_thing");
    assert_eq!(put["description"], "TODO(describe)");
    let schemas = operation["components"]["schemas"].as_object().expect("schemas");
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Thing", "ThingKind"]);
    let count = json!([{ "name": "count", "in": "query", "schema": { "maximum": 50 } }]);
    let expected = json!({ "paths": { "/v2/workflows/dlq": { "get": { "parameters": count } } } });
    assert_eq!(snippet("limit-changed"), expected);

    // Where something is gone, there is nothing to paste.
    let mut changed = document();
    object(&mut changed, "/components/schemas/Waiter/properties").remove("url");
    let upstream = copy.scratch.file("less.json", changed.to_string()).display().to_string();
    let said = copy.drift(&upstream, &["--format", "json"]).json();
    assert_eq!(said["changes"][0]["snippet"], Value::Null, "{said}");
}

/// A document written with brackets, and upstream's with something new within each.
#[test]
fn what_stands_in_brackets_is_replaced_by_lines() {
    let document = "
openapi: 3.0.3
info: {}
paths:
  /a:
    get:
      parameters: [{name: n, in: query, schema: {type: integer, maximum: 9}}]
      responses: {2XX: {description: a}}
";
    let copy = Copy::new(document, OVERLAY, "ahead: []\n");
    let mut changed: Value = yaml_serde::from_str(document).expect("it is YAML");
    let parameters = at(&mut changed, "/paths/~1a/get/parameters");
    parameters[0]["schema"]["maximum"] = json!(5);
    let new = json!({ "name": "m", "in": "header", "schema": { "type": "string" } });
    parameters.as_array_mut().expect("a list").push(new);
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = copy.drift(&upstream, &["--snippets"]);
    copy.set_text(&paste(&copy.text(), &said.out));
    assert_eq!(copy.drift(&upstream, &[]).status, 0, "{}\n{}", said.out, copy.text());
}
