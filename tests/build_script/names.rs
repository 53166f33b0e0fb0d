//! Names of a document that clash in Rust, or are invalid there, are refused with their place.

use serde_json::{Map, Value, json};

use super::{alone, generate};

/// A document with these components and operations, and what every document has to have.
pub(crate) fn document(components: Value, operations: &[Value]) -> Value {
    let mut schemas = components.as_object().cloned().unwrap_or_default();
    let time = json!({"type": "integer", "format": "int64"});
    let headers = json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}});
    let text = json!({"type": "string"});
    for (name, schema) in [
        ("UnixMillis", &time),
        ("UnixSeconds", &time),
        ("Headers", &headers),
        ("Delay", &text),
        ("FlowControl", &text),
        ("Labels", &text),
        ("RedactedFields", &text),
    ] {
        schemas.insert(name.into(), schema.clone());
    }
    let paths = operations.iter().enumerate().map(|(number, operation)| {
        let mut operation = operation.clone();
        let method = operation.as_object_mut().and_then(|all| all.remove("method"));
        let method = method.as_ref().and_then(Value::as_str).unwrap_or("get").to_owned();
        let names = operation["parameters"].as_array().into_iter().flatten();
        let names = names.filter(|parameter| parameter["in"] == "path");
        let segments: String =
            names.map(|p| format!("/{{{}}}", p["name"].as_str().expect("a name"))).collect();
        if operation["responses"].is_null() {
            operation["responses"] = json!({"2XX": {"description": "Done"}});
        }
        (format!("/v2/{number}{segments}"), json!({ method: operation }))
    });
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": "1"},
        "paths": paths.collect::<Map<_, _>>(),
        "components": {"schemas": schemas},
    })
}

fn refused(document: &Value) -> Vec<String> {
    let why = generate(&document.to_string()).err().unwrap_or_default();
    why.lines().map(str::to_owned).collect()
}

#[test]
fn a_component_with_names_that_are_one_in_rust_is_refused_with_both() {
    let _alone = alone();
    let values = |values: Value| json!({"Kind": {"type": "string", "enum": values}});
    let properties = |names: &[&str]| {
        let all = names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"})));
        json!({"Kind": {"type": "object", "properties": all.collect::<Map<_, _>>()}})
    };
    let no_name = "has no name in Rust: it needs ASCII letters and digits, a letter first, and not to be a keyword";
    for (components, said) in [
        (
            values(json!(["unknown"])),
            vec![
                "value `unknown` and the variant for all other values are both `Unknown` in Rust"
                    .into(),
            ],
        ),
        (values(json!([""])), vec![format!("value `` {no_name}")]),
        (
            values(json!(["Parallel", "next", "parallel"])),
            vec!["value `parallel` and value `Parallel` are both `Parallel` in Rust".into()],
        ),
        (values(json!(["a", "a"])), vec!["value `a` and value `a` are both `A` in Rust".into()]),
        (values(json!(["self"])), vec![format!("value `self` {no_name}")]),
        (
            values(json!([">=", "<="])),
            vec![format!("value `>=` {no_name}"), format!("value `<=` {no_name}")],
        ),
        (
            values(json!([1, null])),
            vec![format!("value `1` {no_name}"), format!("value `null` {no_name}")],
        ),
        (values(json!(["2xx"])), vec![format!("value `2xx` {no_name}")]),
        (values(json!(["é"])), vec![format!("value `é` {no_name}")]),
        (values(json!([])), vec!["enum: it has no value to be a variant in Rust".into()]),
        (
            properties(&["callerIp", "callerIP"]),
            vec!["property `callerIp` and property `callerIP` are both `caller_ip` in Rust".into()],
        ),
        (
            properties(&["@type", "type"]),
            vec!["property `type` and property `@type` are both `type_` in Rust".into()],
        ),
        (properties(&["1st"]), vec![format!("property `1st` {no_name}")]),
        (properties(&["$"]), vec![format!("property `$` {no_name}")]),
    ] {
        let said: Vec<_> =
            said.iter().map(|said| format!("components.schemas.Kind: {said}")).collect();
        assert_eq!(refused(&document(components.clone(), &[])), said, "{components}");
    }
}

#[test]
fn types_of_one_name_are_refused_with_both_places() {
    let _alone = alone();
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let generated = "a name in the generated code are both";
    for (components, said) in [
        (json!({"Option": object}), format!("components.schemas: `Option` and {generated} `Option` in Rust")),
        (json!({"result": object}), format!("components.schemas: `result` and {generated} `Result` in Rust")),
        (json!({"error": object}), format!("components.schemas: `error` and {generated} `Error` in Rust")),
        (json!({"order_item": object, "OrderItem": object}), "components.schemas: `order_item` and `OrderItem` are both `OrderItem` in Rust".into()),
        (
            json!({"Order": {"properties": {"item": object}}, "OrderItem": object}),
            "components.schemas.Order: item: the schema of components.schemas.Order: item and `OrderItem` are both `OrderItem` in Rust".into(),
        ),
        (
            json!({"Order": {"properties": {"a": {"type": "array", "items": {"title": "headers", "enum": ["b"]}}}}}),
            "components.schemas.Order: a: items: the schema of components.schemas.Order: a: items and `Headers` are both `Headers` in Rust".into(),
        ),
        (
            json!({"Order": {"properties": {"extra": {"type": "string"}}, "additionalProperties": {"type": "string"}}}),
            "components.schemas.Order: property `extra` and the map of all other properties are both `extra` in Rust".into(),
        ),
        (
            json!({
                "Base": {"type": "object", "properties": {"callerIp": {"type": "string"}}},
                "Order": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"callerIP": {"type": "string"}}}]},
            }),
            "components.schemas.Order: property `callerIp` and property `callerIP` are both `caller_ip` in Rust".into(),
        ),
    ] {
        let refused = refused(&document(components, &[]));
        assert!(refused.contains(&said), "not {said:?} but {refused:?}");
    }
}

#[test]
fn an_operation_with_names_that_are_taken_is_refused_with_both() {
    let _alone = alone();
    let parameter = |place: &str, name: &str| json!({"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}});
    let with = |parameters: &[Value]| json!({"operationId": "look", "parameters": parameters});
    let (query, header) = (|name| parameter("query", name), |name| parameter("header", name));
    let mut job = with(&[query("concurrency")]);
    job["x-filters-also-of"] = json!({"type": "RetryFailedCallbacks", "but": "concurrency"});
    let inline =
        json!({"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["a"]}});
    for (operation, said) in [
        (
            with(&[query("client")]),
            "query parameter `client` and a name of every builder are both `client` in Rust",
        ),
        (
            with(&[header("Send")]),
            "header parameter `Send` and a name of every builder are both `send` in Rust",
        ),
        (
            with(&[query("clone")]),
            "query parameter `clone` and a name of every builder are both `clone` in Rust",
        ),
        (
            with(&[query("byPage")]),
            "query parameter `byPage` and a name of every builder are both `by_page` in Rust",
        ),
        (
            with(&[query("Label"), query("label")]),
            "query parameter `label` and query parameter `Label` are both `label` in Rust",
        ),
        (
            with(&[header("label"), query("label")]),
            "query parameter `label` and header parameter `label` are both `label` in Rust",
        ),
        (
            with(&[query("?")]),
            "query parameter `?` has no name in Rust: it needs ASCII letters and digits, a letter first, and not to be a keyword",
        ),
        (
            with(&[inline]),
            "kind: the schema of GET /v2/0: kind and `LookKind` are both `LookKind` in Rust",
        ),
        (
            job,
            "query parameter `concurrency` and a method of the job are both `concurrency` in Rust",
        ),
        (
            json!({"operationId": "trigger"}),
            "operation `trigger` and a method of the client are both `trigger` in Rust",
        ),
        (
            json!({"operationId": "type"}),
            "operation `type` has no name in Rust: it needs ASCII letters and digits, a letter first, and not to be a keyword",
        ),
        (
            json!({"operationId": "response_value"}),
            "operation `response_value` and a name in the generated code are both `ResponseValue` in Rust",
        ),
        (
            json!({"operationId": "look_1"}),
            "operation `look1` and operation `look_1` are both `Look1` in Rust",
        ),
    ] {
        let kind = json!({"LookKind": {"type": "string", "enum": ["a"]}});
        let refused = refused(&document(kind, &[operation, json!({"operationId": "look1"})]));
        let clash = refused.iter().any(|line| line.starts_with("GET /v2/") && line.ends_with(said));
        assert!(clash, "not {said:?} but {refused:?}");
    }
}
