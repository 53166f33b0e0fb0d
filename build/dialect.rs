//! One dialect for all builders: descriptions name setters in place of wire names, and numbers
//! that are never negative are unsigned.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Document, entries, items};
use super::names::ident;

/// Names the setter of a parameter, where that is not its name in snake case.
const SETTER: &str = "x-setter";

/// Marks a parameter that the setter of another one sets too.
const SET_WITH: &str = "x-set-with";

/// The setter of a parameter.
pub(crate) fn setter(parameter: &Value, name: &str) -> String {
    parameter[SETTER].as_str().map_or_else(|| ident(name), str::to_owned)
}

/// Whether a parameter has no setter of its own.
pub(crate) fn is_set_with_another(parameter: &Value) -> bool {
    !parameter[SET_WITH].is_null()
}

/// Names the parameters after their setters, for the generator.
pub(crate) fn name_setters(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(setter) = map.get(SETTER).cloned() {
                map.insert("name".into(), setter);
            }
            map.values_mut().for_each(name_setters);
        }
        Value::Array(list) => list.iter_mut().for_each(name_setters),
        _ => {}
    }
}

/// Makes integers that are never negative unsigned, for the generator: 32 bits where a caller
/// gives them, 64 where the service does.
pub(crate) fn unsigned(value: &mut Value, format: &str) {
    match value {
        Value::Object(map) => {
            let is_integer = map.get("type").is_some_and(|kind| kind == "integer");
            if is_integer
                && map.get("minimum").and_then(Value::as_i64).is_some_and(|least| least >= 0)
            {
                map.insert("format".into(), format.into());
            }
            map.values_mut().for_each(|value| unsigned(value, format));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| unsigned(value, format)),
        _ => {}
    }
}

/// Wire names with their names in Rust.
#[derive(Clone, Default)]
pub(crate) struct RustNames(BTreeMap<String, String>);

impl RustNames {
    /// Names of all properties, and of all parameters except headers: a body may have those too.
    pub(crate) fn of(document: &Document) -> Self {
        let mut names = BTreeMap::new();
        collect(&document.root, &mut names);
        Self(names)
    }

    /// Adds the headers of an operation.
    pub(crate) fn with<'a>(&self, parameters: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut names = self.clone();
        names.0.extend(parameters.map(|(name, setter)| (name.to_owned(), setter.to_owned())));
        names
    }

    /// Replaces the wire names in backticks in a text of the document.
    pub(crate) fn replace(&self, text: &str) -> String {
        let mut parts: Vec<&str> = text.split('`').collect();
        for code in parts.iter_mut().skip(1).step_by(2) {
            if let Some(rust) = self.0.get(*code) {
                *code = rust;
            }
        }
        parts.join("`")
    }

    /// Replaces them in all descriptions below a value.
    pub(crate) fn replace_below(&self, value: &mut Value) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    match value {
                        Value::String(text) if key == "description" => *text = self.replace(text),
                        value => self.replace_below(value),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.replace_below(value)),
            _ => {}
        }
    }
}

fn collect(value: &Value, names: &mut BTreeMap<String, String>) {
    if let Some(name) = value["name"].as_str()
        && value["in"].is_string()
        && value["in"] != "header"
    {
        names.insert(name.to_owned(), setter(value, name));
    }
    for (name, _) in entries(&value["properties"]) {
        names.insert(name.to_owned(), ident(name));
    }
    entries(value).for_each(|(_, part)| collect(part, names));
    items(value).for_each(|part| collect(part, names));
}
