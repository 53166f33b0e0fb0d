//! The document as the tests read it: everything that needs a test.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

use heck::ToSnakeCase;
use serde_json::{Value, json};

/// A parameter of an operation that takes a text, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parameter {
    pub operation: String,
    /// The setter of the builder.
    pub setter: String,
    /// The name on the wire.
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    pub list: bool,
    pub method: String,
    /// The path of the operation, with its parameters in braces.
    pub path: String,
}

/// The document.
pub fn document() -> Value {
    yaml_serde::from_str(include_str!("../../openapi/openapi.yaml")).expect("YAML")
}

/// Every parameter that takes a text.
pub fn text_parameters() -> Vec<Parameter> {
    let document = document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let shared = item["parameters"].as_array();
        for (method, operation) in item.as_object().expect("operations") {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let own = operation["parameters"].as_array();
            // A body of any media type comes with its `Content-Type`.
            let body = resolve(&document, &operation["requestBody"]);
            let media =
                json!({"name": "Content-Type", "in": "header", "schema": {"type": "string"}});
            let media = (!body["content"]["*/*"].is_null()).then_some(&media);
            for parameter in shared.into_iter().chain(own).flatten().chain(media) {
                let parameter = resolve(&document, parameter);
                let schema = resolve(&document, &parameter["schema"]);
                let list = schema["type"] == "array";
                let single = if list { resolve(&document, &schema["items"]) } else { schema };
                // Some texts have a type of their own in Rust, or no setter.
                let typed = ["Delay", "FlowControl", "RedactedFields"];
                let typed = typed
                    .iter()
                    .any(|ty| parameter["schema"]["$ref"] == format!("#/components/schemas/{ty}"));
                if single["type"] != "string" || typed || !parameter["x-set-with"].is_null() {
                    continue;
                }
                let name = parameter["name"].as_str().expect("a name");
                let setter = parameter["x-setter"].as_str();
                found.push(Parameter {
                    operation: id.to_owned(),
                    setter: setter.map_or_else(|| name.to_snake_case(), str::to_owned),
                    name: name.to_owned(),
                    place: parameter["in"].as_str().expect("a place").to_owned(),
                    list,
                    method: method.to_uppercase(),
                    path: path.clone(),
                });
            }
        }
    }
    found
}

/// Resolves a reference; any other value is returned as it is.
pub fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    // A reference in a list of one can have a text of its own.
    let reference = value.pointer("/allOf/0/$ref").unwrap_or(&value["$ref"]);
    match reference.as_str() {
        Some(reference) => document.pointer(&reference[1..]).expect("a reference into the file"),
        None => value,
    }
}
