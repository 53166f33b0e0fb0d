//! Documents in which one part is something else: none of them makes the
//! comparison panic. `drift` asserts much of what it takes for granted.

use serde_json::{Value, json};

use crate::{
    document::{read, source::Source},
    drift::compare,
};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: a, version: b}
servers: [{url: 'https://{r}.x', variables: {r: {default: a, enum: [a]}}}]
security: [{key: []}]
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
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
        m: {type: object, additionalProperties: {type: boolean}}
        l: {type: array, items: {type: array, items: {}}}
    S: {type: string, enum: [a, b], nullable: true}
";

fn source(text: String) -> Source {
    Source { name: "document".to_owned(), text }
}

/// Every pointer into a document.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    all.push(at.clone());
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                pointers(inner, format!("{at}/{}", crate::document::pointer::escape(key)), all);
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

fn remove(root: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    match root.pointer_mut(parent) {
        Some(Value::Object(map)) => _ = map.remove(&crate::document::pointer::unescape(key)),
        Some(Value::Array(items)) => {
            items.remove(key.parse().expect("an item has a number"));
        }
        _ => {}
    }
}

#[test]
fn a_part_that_is_something_else_never_makes_the_comparison_panic() {
    let ours = read::openapi(&source(DOCUMENT.to_owned())).expect("the document is one");
    let mut all = Vec::new();
    pointers(&ours, String::new(), &mut all);
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
            let mut theirs = ours.clone();
            match (other, theirs.pointer_mut(pointer)) {
                (Some(other), Some(slot)) => *slot = other.clone(),
                _ => remove(&mut theirs, pointer),
            }
            let outcome = std::panic::catch_unwind(|| {
                let theirs = read::openapi(&source(theirs.to_string()))?;
                read::check_path_parameters(&theirs)?;
                compare::compare(&ours, &theirs)
            });
            match outcome {
                Ok(Ok(_)) => compared += 1,
                Ok(Err(_)) => refused += 1,
                Err(_) => panic!("{pointer} as {other:?} makes it panic"),
            }
        }
    }
    assert!(compared > 500 && refused > 500, "{compared} compared, {refused} refused");
}
