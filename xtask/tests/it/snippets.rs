//! `cargo xtask drift --snippets`: once what it prints is pasted, nothing new is left.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{
    OVERLAY, Row, Said, Scratch, answers, document, drift, novelties, requests, xtask,
};

/// What somebody does with a snippet: mappings get its entries, lists its items.
fn paste(document: &mut Value, snippet: &Value) {
    let key = |item: &Value| ["name", "in", "url"].map(|key| item.get(key).cloned());
    match (document, snippet) {
        (Value::Object(document), Value::Object(snippet)) => {
            for (key, value) in snippet {
                paste(document.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(document), Value::Array(snippet)) => {
            for item in snippet {
                let known = document.iter_mut().find(|it| key(it) == key(item) && it.is_object());
                match known.filter(|_| key(item).iter().any(Option::is_some)) {
                    Some(known) => paste(known, item),
                    None => document.push(item.clone()),
                }
            }
        }
        (document, snippet) => *document = snippet.clone(),
    }
}

/// Pastes the snippets of a report in JSON.
fn paste_all(ours: &mut Value, said: &Said) {
    for change in said.json()["changes"].as_array().expect("a list") {
        if let Some(snippet) = change["snippet"].as_str() {
            let snippet = yaml_serde::from_str(snippet)
                .unwrap_or_else(|why| panic!("a snippet is not YAML: {why}\n{snippet}"));
            paste(ours, &snippet);
        }
    }
}

/// Something new in one of several places for which our document has one schema.
const SHARED: &str = "a field added to one of the answers that are alike";

/// A difference that is something new, of which there is a snippet.
fn is_new(change: &Value) -> bool {
    let kind = change["kind"].as_str().expect("a kind");
    let other = ["media-type-added", "null-added", "deprecation-added"];
    let servers = kind == "server-added" && change["operations"] != json!([]);
    kind.ends_with("-added") && !other.contains(&kind) && !servers
}

/// Changes our document, pastes, and gives how many of the changes were new ones alone.
fn follow(rows: &[Row]) -> usize {
    let mut followed = 0;
    for (name, change, ..) in rows {
        let scratch = Scratch::new();
        let mut theirs = document();
        change(&mut theirs);
        let upstream = scratch.file("upstream.json", theirs.to_string());
        let first = drift(&upstream, &["--format", "json"]);
        let report = first.json();
        let changes = report["changes"].as_array().expect("a list");
        let new: Vec<_> = changes.iter().filter(|it| is_new(it) && *name != SHARED).collect();
        let snippets = changes.iter().filter(|change| change["snippet"].is_string());
        assert!(new.iter().copied().eq(snippets), "{name}: {report:#}");

        if new.is_empty() {
            continue;
        }
        let mut ours = document();
        paste_all(&mut ours, &first);
        let ours = scratch.file("ours.json", ours.to_string()).display().to_string();
        let second = drift(&upstream, &["--format", "json", "--document", &ours]);
        let report = second.json();
        let left = report["changes"].as_array().expect("a list");
        assert!(!left.iter().any(is_new), "{name}: {}", second.out);
        if new.len() == changes.len() {
            assert_eq!(second.status, 0, "{name}: {}", second.out);
            followed += 1;
        }
    }
    followed
}

#[test]
fn a_pasted_operation_or_parameter_is_no_drift_any_more() {
    assert_eq!((follow(requests::OPERATIONS), follow(requests::PARAMETERS)), (1, 2));
}

#[test]
fn a_pasted_body_status_field_or_value_is_no_drift_any_more() {
    assert_eq!(follow(answers::BODIES_AND_ANSWERS), 7);
}

#[test]
fn a_pasted_server_or_region_is_no_drift_any_more() {
    assert_eq!(follow(answers::SERVERS_AND_SECURITY), 2);
}

#[test]
fn a_pasted_novelty_of_an_unusual_form_is_no_drift_any_more() {
    assert_eq!(follow(novelties::NOVELTIES), 16);
}

const OURS: &str = "openapi: 3.0.3
info: {title: ours, version: '1'}
paths:
  /jobs/{id}:
    get:
      operationId: get_job
      summary: Get a job
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      x-statuses: [200]
      responses:
        '2XX':
          description: The job
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Job'
        '4XX':
          description: It failed
components:
  schemas:
    Job:
      type: object
      properties:
        state:
          allOf:
            - $ref: '#/components/schemas/JobState'
    JobState:
      type: string
      enum:
        - waiting
";

/// What upstream says one day: of each kind, something new.
const UPSTREAM: &str = "openapi: 3.1.0
info: {title: theirs, version: '2'}
paths:
  /jobs/{job}:
    parameters:
      - {name: job, in: path, required: true, schema: {type: string}}
      - {name: X-Trace, in: header, description: their words, schema: {type: [string, 'null']}}
    get:
      parameters:
        - {name: wait, in: query, schema: {type: integer, default: 5}}
        - {name: only, in: query, schema: {type: array, items: {type: integer}}}
      responses:
        200:
          description: their words
          content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}
        404: {description: their words}
    put:
      operationId: changeJob
      summary: their words
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}
      responses: {200: {description: their words}, default: {description: their words}}
components:
  schemas:
    Job:
      type: object
      properties:
        state: {type: string, enum: [waiting, done]}
        owner: {$ref: '#/components/schemas/Owner', description: their words}
    Owner:
      type: object
      required: [name]
      properties:
        name: {type: string, example: their words}
        labels: {type: array, items: {type: string}}
        kind: {type: string, enum: [a, b]}
    Change: {type: object, properties: {state: {type: string, enum: [waiting, done]}}}
";

/// The files of a directory, as arguments.
fn files(scratch: &Scratch) -> Vec<String> {
    scratch.file("overlay.yaml", OVERLAY);
    scratch.file("ahead.yaml", "ahead: []\n");
    scratch.file("upstream.yaml", UPSTREAM);
    let path = |name: &str| scratch.path().join(name).display().to_string();
    let all = ["upstream", "document", "overlay", "ahead"];
    all.iter().flat_map(|name| [format!("--{name}"), path(&format!("{name}.yaml"))]).collect()
}

fn call(chore: &str, files: &[String], more: &[&str]) -> Said {
    let files = files.iter().map(String::as_str);
    xtask([chore].into_iter().chain(files).chain(more.iter().copied()))
}

#[test]
fn from_an_older_revision_the_snippets_lead_to_one_that_is_accepted() {
    let scratch = Scratch::new();
    let files = files(&scratch);
    scratch.file("document.yaml", OURS);
    let record = scratch.path().join("upstream.toml").display().to_string();
    let record = ["--record", record.as_str()];
    let first = call("drift", &files, &["--format", "json"]);
    assert_eq!(first.status, 1, "{}{}", first.out, first.err);
    let refused = call("accept", &files, &record);
    assert_eq!(refused.status, 1, "{}{}", refused.out, refused.err);

    let mut ours: Value = yaml_serde::from_str(OURS).expect("it is YAML");
    paste_all(&mut ours, &first);
    let pasted = yaml_serde::to_string(&ours).expect("it is YAML again");
    assert!(!pasted.contains("their words"), "{pasted}");
    assert_eq!(ours["paths"]["/jobs/{id}"]["put"]["operationId"], "change_job");
    let schemas = &ours["components"]["schemas"];
    assert_eq!(schemas["OwnerKind"]["enum"], json!(["a", "b"]));
    assert_eq!(schemas["JobState"]["enum"], json!(["waiting", "done"]));
    assert_eq!(schemas["Owner"]["properties"]["labels"]["type"], "array");
    assert_eq!(schemas["OnlyList"]["items"], json!({ "type": "integer" }));
    scratch.file("document.yaml", pasted);
    let second = call("drift", &files, &["--snippets"]);
    assert_eq!(second.status, 0, "{}{}", second.out, second.err);
    assert!(second.out.ends_with("no drift\n\nnothing is new, so there is nothing to paste\n"));
    let accepted = call("accept", &files, &record);
    assert_eq!(accepted.status, 0, "{}{}", accepted.out, accepted.err);
    assert!(fs::read_to_string(record[1]).expect("it is written").contains("sha256 = \""));
}

#[test]
fn snippets_follow_the_report_in_the_form_of_our_document() {
    let scratch = Scratch::new();
    let files = files(&scratch);
    scratch.file("document.yaml", OURS);
    let without = call("drift", &files, &[]);
    assert!(!without.out.contains("TODO(describe)"), "{}", without.out);
    let said = call("drift", &files, &["--snippets"]);
    assert!(said.out.starts_with(&without.out), "{}", said.out);
    let line = Path::new(&files[3]).display();
    let snippet = format!(
        "\n# {line}:5: GET /jobs/{{id}}: query parameter wait was added
paths:
  /jobs/{{id}}:
    get:
      parameters:
        - name: wait
          in: query
          required: false
          description: TODO(describe)
          schema:
            type: integer
            x-default: 5\n\n"
    );
    assert!(said.out.contains(&snippet), "no {snippet} in {}", said.out);
    let value = "components:\n  schemas:\n    JobState:\n      enum:\n        - done\n";
    assert!(said.out.contains(value), "no {value} in {}", said.out);
    assert_eq!(said.out.matches("\n    OwnerKind:\n").count(), 1, "{}", said.out);
}
