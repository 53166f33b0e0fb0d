//! A document made of any names is refused, or is code in which nothing is there twice.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::names::document;
use super::property::for_all;
use super::scopes::Scopes;
use super::{alone, generate};

/// Names that have been a clash, are near one, or may become one.
pub(crate) const NAMES: &[&str] = &[
    "",
    "@type",
    "type",
    "Type",
    "type_",
    "self",
    "Self",
    "crate",
    "super",
    "unknown",
    "Unknown",
    ">=",
    "<=",
    "1st",
    "2",
    "_",
    "__",
    "é",
    "日本",
    "callerIp",
    "callerIP",
    "caller_ip",
    "Label",
    "label",
    "client",
    "send",
    "clone",
    "Clone",
    "body",
    "bodyBase64",
    "all",
    "stream",
    "by_page",
    "drain",
    "into_future",
    "new",
    "at",
    "request",
    "response",
    "result",
    "url",
    "value",
    "info",
    "header_map",
    "cursor",
    "count",
    "Option",
    "Result",
    "Vec",
    "String",
    "Box",
    "Error",
    "error",
    "Builder",
    "builder",
    "Some",
    "None",
    "Ok",
    "From",
    "Default",
    "default",
    "extra",
    "gen",
    "async",
    "async_",
    "don't",
    "dont",
    "a b",
    "a-b",
    "aB",
    "A",
    "a",
    "a1",
    "a_1",
    "trigger",
    "response_value",
    "types",
    "prelude",
    "Kind",
    "kind",
    "Headers",
    "List",
    "Client",
    "V",
    "T",
    "StepInfo",
    "Step",
    "Item",
    "StepItem",
    "\"",
    "\\",
    "+1",
    "-1",
    "a.b",
    "e\u{301}",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(NAMES).prop_map(str::to_owned),
        3 => "[A-Za-z][A-Za-z0-9_-]{0,4}",
        1 => "\\PC{0,3}",
    ]
}

fn map(values: impl Strategy<Value = Value>, size: usize) -> impl Strategy<Value = Value> {
    prop::collection::vec((name(), values), 0..size)
        .prop_map(|all| Value::Object(all.into_iter().collect()))
}

fn schema() -> impl Strategy<Value = Value> {
    let text = Just(json!({"type": "string"}));
    let values = prop::collection::vec(name(), 0..3);
    let values = values.prop_map(|values| json!({"type": "string", "enum": values}));
    let leaf = prop_oneof![4 => text, 1 => Just(json!({"type": "integer"})), 2 => values];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let list = inner.clone().prop_map(|item| json!({"type": "array", "items": item}));
        let object = (map(inner.clone(), 3), any::<bool>(), prop::option::of(name()));
        let object = object.prop_map(|(properties, others, title)| {
            let mut object = json!({"type": "object", "properties": properties});
            if others {
                object["additionalProperties"] = json!({"type": "string"});
            }
            if let Some(title) = title {
                object["title"] = json!(title);
            }
            object
        });
        prop_oneof![1 => list, 3 => object]
    })
}

fn operation() -> impl Strategy<Value = Value> {
    let place = select(&["path", "query", "query", "header"][..]);
    let parameters = prop::collection::vec((name(), place, schema(), any::<bool>()), 0..3);
    let method = select(&["get", "post", "delete"][..]);
    let body = prop::option::weighted(0.2, schema());
    let response = prop::option::weighted(0.3, schema());
    (name(), method, parameters, body, response).prop_map(
        |(id, method, parameters, body, response)| {
            let all = parameters.into_iter().map(|(name, place, schema, list)| {
                // A path is made of them, and other characters have a meaning there.
                let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
                let place = if place == "path" && !plain { "query" } else { place };
                let schema = match (place, list) {
                    ("query", true) => json!({"type": "array", "items": {"type": "string"}}),
                    _ if schema["type"] == "string" => schema,
                    _ => json!({"type": "string"}),
                };
                json!({"name": name, "in": place, "required": place == "path", "schema": schema})
            });
            let mut operation = json!({
                "operationId": id, "method": method, "parameters": all.collect::<Vec<_>>(),
            });
            let json = |schema| json!({"application/json": {"schema": schema}});
            if let Some(body) = body {
                operation["requestBody"] = json!({"required": true, "content": json(body)});
            }
            if let Some(response) = response {
                operation["responses"] =
                    json!({"2XX": {"description": "Done", "content": json(response)}});
            }
            operation
        },
    )
}

#[test]
fn any_document_made_of_names_is_code_without_a_name_twice_or_is_refused() {
    let _alone = alone();
    let (taken, not_taken) = (Cell::new(0), Cell::new(0));
    let documents = (map(schema(), 3), prop::collection::vec(operation(), 0..3));
    for_all(2000, documents, |(components, operations)| {
        let document = document(components, &operations);
        match generate(&document.to_string()) {
            Ok(code) => {
                taken.set(taken.get() + 1);
                let file =
                    syn::parse_file(&code).map_err(|why| TestCaseError::fail(why.to_string()))?;
                let found = Scopes::of(&file).wrong(&document);
                prop_assert!(found.is_empty(), "{found:?} of {document}");
            }
            Err(why) => {
                not_taken.set(not_taken.get() + 1);
                for line in why.lines() {
                    let said = ["in Rust", "is not in snake case", "is there twice", "header name"];
                    prop_assert!(
                        said.iter().any(|said| line.contains(said)),
                        "{line} of {document}"
                    );
                    let place = line.starts_with("components.schemas") || line.contains(" /v2/");
                    prop_assert!(place, "no place in {line}");
                }
            }
        }
        Ok(())
    });
    let (taken, not_taken) = (taken.get(), not_taken.get());
    assert!(taken > 200 && not_taken > 200, "{taken} taken, {not_taken} not");
}
