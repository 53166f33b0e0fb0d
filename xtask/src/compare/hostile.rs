//! Documents with one part, or some of the text, replaced: none of them makes the comparison or
//! its snippets panic.

use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestCaseResult, TestRunner},
};
use serde_json::{Value, json};

use crate::{
    compare,
    document::{Document, pointer},
    snippets,
};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: a, version: b}
servers: [{url: 'https://{r}.x', variables: {r: {default: a, enum: [a]}}}]
security: [{key: []}]
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
    servers: [{url: 'https://y'}]
    post:
      operationId: post_a
      tags: [A]
      parameters:
        - {name: q, in: query, style: form, schema: {type: array, items: {type: string, enum: [x]}}}
        - {name: c, in: header, content: {text/plain: {schema: {type: string}}}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}
      responses:
        2XX: {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}
        4XX: {$ref: '#/components/responses/E'}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: k}}
  parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
  responses: {E: {description: a, content: {application/json: {schema: {type: object}}}}}
  schemas:
    B:
      type: object
      required: [n]
      properties:
        n: {type: integer, minimum: 1, maximum: 9}
        w: {deprecated: true, allOf: [{$ref: '#/components/schemas/S'}]}
        u: {oneOf: [{type: string}, {type: integer}]}
        v: {anyOf: [{$ref: '#/components/schemas/S'}, {type: integer}]}
        x: {allOf: [{$ref: '#/components/schemas/S'}, {maxLength: 9}]}
        m: {type: object, additionalProperties: {type: boolean}}
        l: {type: array, items: {type: array, items: {}}}
    S: {type: string, enum: [a, b], nullable: true}
";

fn read(text: &str) -> anyhow::Result<Document> {
    Document::from_text("document", text)
}

/// Returns every pointer into a document.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    all.push(at.clone());
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                pointers(inner, format!("{at}/{}", pointer::escape(key)), all);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                pointers(inner, format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
}

/// Can the text be compared? If not, there is a reason. If it can, there are snippets.
fn is_compared(ours: &Document, theirs: &str) -> bool {
    let compared = read(theirs).and_then(|theirs| {
        let found = compare::compare(&ours.value, &theirs.value)?;
        Ok((theirs, found))
    });
    match compared {
        Ok((theirs, found)) => {
            let snippets = snippets::write(ours, &ours.lines(), &theirs.value, &found);
            assert!(snippets.is_ok(), "{:?}", snippets.err());
            true
        }
        Err(why) => {
            assert!(!why.to_string().is_empty());
            false
        }
    }
}

fn remove(root: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    match root.pointer_mut(parent) {
        Some(Value::Object(map)) => _ = map.remove(&pointer::unescape(key)),
        Some(Value::Array(items)) => {
            items.remove(key.parse().expect("an item has a number"));
        }
        _ => {}
    }
}

#[test]
fn a_part_that_is_something_else_never_makes_the_comparison_panic() {
    let ours = read(DOCUMENT).expect("the document is valid");
    let mut all = Vec::new();
    pointers(&ours.value, String::new(), &mut all);
    let others = [
        json!(null),
        json!(-1.5),
        json!("x"),
        json!([]),
        json!({}),
        json!([1]),
        json!([{}]),
        json!(true),
        json!({ "$ref": "#/components/schemas/S" }),
        json!({ "$ref": "#/components/parameters/Id" }),
        json!({ "$ref": "#/nowhere" }),
        json!({ "$ref": "#" }),
        json!({ "$ref": 5 }),
        json!({ "type": ["string", "null"], "const": 5, "if": {} }),
    ];
    let (mut compared, mut refused) = (0, 0);
    for pointer in &all {
        let changes = others.iter().map(Some).chain([None]);
        for other in changes {
            let mut theirs = ours.value.clone();
            match (other, theirs.pointer_mut(pointer)) {
                (Some(other), Some(slot)) => *slot = other.clone(),
                _ => remove(&mut theirs, pointer),
            }
            match std::panic::catch_unwind(|| is_compared(&ours, &theirs.to_string())) {
                Ok(true) => compared += 1,
                Ok(false) => refused += 1,
                Err(_) => panic!("{pointer} as {other:?} makes it panic"),
            }
        }
    }
    assert!(compared > 500 && refused > 500, "{compared} compared, {refused} refused");
}

/// Runs a test with many values, the same in every run. `PROPTEST_CASES` and
/// `PROPTEST_RNG_SEED` set their number and the seed.
fn for_all<S: Strategy>(cases: u32, values: S, test: impl Fn(S::Value) -> TestCaseResult) {
    let set = |name: &str| std::env::var_os(name).is_some();
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if !set("PROPTEST_CASES") {
        config.cases = cases;
    }
    if !set("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(20);
    }
    if let Err(why) = TestRunner::new(config).run(&values, test) {
        panic!("{why}");
    }
}

/// Texts with a meaning in YAML, JSON or OpenAPI.
const PIECES: [&str; 24] = [
    "",
    "\n",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!binary ",
    "|\n",
    "\"",
    "'",
    "# ",
    "---\n",
    "null",
    "1e999",
    "$ref: '#/components/schemas/B'",
    "<<: *a",
    "{$ref: '#'}",
    "allOf: [",
    "\u{feff}",
];

/// Returns the document with some text removed and some inserted.
fn edited(edits: &[(usize, usize, usize)]) -> String {
    let mut text: Vec<char> = DOCUMENT.chars().collect();
    for (at, length, piece) in edits {
        let at = at % (text.len() + 1);
        let end = (at + length).min(text.len());
        text.splice(at..end, PIECES[piece % PIECES.len()].chars());
    }
    text.into_iter().collect()
}

#[test]
fn a_text_that_was_edited_blindly_never_makes_the_comparison_panic() {
    let ours = read(DOCUMENT).expect("the document is valid");
    let edits = proptest::collection::vec((any::<usize>(), 0..40_usize, any::<usize>()), 1..6);
    for_all(2000, edits, |edits| {
        is_compared(&ours, &edited(&edits));
        Ok(())
    });
}

#[test]
fn a_text_of_any_kind_never_makes_the_comparison_panic() {
    let ours = read(DOCUMENT).expect("the document is valid");
    let pieces = proptest::sample::select(&PIECES[..]).prop_map(str::to_owned);
    let text = proptest::collection::vec(prop_oneof![pieces, ".{0,20}"], 0..20);
    for_all(1000, text, |parts| {
        let alone = parts.concat();
        is_compared(&ours, &format!("openapi: 3.0.3\npaths:\n{alone}"));
        prop_assert!(!is_compared(&ours, &alone), "that was not a document");
        Ok(())
    });
}
