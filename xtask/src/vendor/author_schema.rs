//! Upstream's schemas in the form that ours have.

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::{
    author::{Author, TODO},
    known,
};
use crate::{
    document::{pointer, read::entries},
    drift::{lower, normal},
};

const SCHEMAS: &str = "#/components/schemas/";

impl Author<'_> {
    /// A property: a schema with a description.
    pub(crate) fn property(&mut self, name: &str, schema: &Value) -> Value {
        let whole = self.place.clone();
        self.place.push_str(&name.to_pascal_case());
        let schema = self.schema(schema);
        self.place = whole;
        let mut new = match schema {
            Value::Object(map) if map.contains_key("$ref") => {
                json!({ "allOf": [map] })
            }
            other => other,
        };
        new["description"] = json!(TODO);
        new
    }

    /// The schema of a parameter.
    pub(crate) fn parameter_schema(&mut self, schema: &Value) -> Value {
        // A list there is a component, for which setters take arrays and vectors.
        let list = known::schema(self.ours, self.theirs, schema).map(|name| reference(&name));
        list.unwrap_or_else(|| self.schema(schema))
    }

    pub(crate) fn schema(&mut self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.reference(reference);
        }
        if schema["type"] != "array"
            && let Some(shared) = known::schema(self.ours, self.theirs, schema)
        {
            return reference(&shared);
        }
        let Some(map) = schema.as_object().map(lower::schema) else { return json!({}) };
        if map.get("enum").is_some() && map.get("type").is_none_or(|it| it == "string") {
            return self.enumeration(map);
        }
        let mut new = Map::new();
        for (key, value) in map {
            let value = match key.as_str() {
                key if normal::PROSE.contains(&key)
                    || key.starts_with("x-") && key != "x-default" =>
                {
                    continue;
                }
                "properties" => {
                    let properties = entries(&value);
                    properties
                        .map(|(name, it)| (name.to_owned(), self.property(name, it)))
                        .collect()
                }
                "items" | "not" => self.schema(&value),
                "additionalProperties" if value.is_object() => self.schema(&value),
                "allOf" | "anyOf" | "oneOf" => {
                    let parts = value.as_array().into_iter().flatten();
                    parts.map(|part| self.schema(part)).collect()
                }
                _ => value,
            };
            // A default would be sent with every request.
            let key = if key == "default" { "x-default".to_owned() } else { key };
            new.insert(key, value);
        }
        Value::Object(new)
    }

    /// A component, which keeps values that are not known; an enumeration in
    /// place would not.
    fn enumeration(&mut self, map: Map<String, Value>) -> Value {
        let mut schema = json!({ "type": "string", "description": TODO, "enum": map["enum"] });
        if map.get("nullable") == Some(&json!(true)) {
            schema["nullable"] = json!(true);
        }
        let free = self.ours["components"]["schemas"].get(&self.place).is_none();
        let value = if free && !self.place.is_empty() { "" } else { "Value" };
        self.component(format!("{}{value}", self.place), schema)
    }

    /// What needs a name of its own.
    pub(super) fn component(&mut self, mut name: String, schema: Value) -> Value {
        let free = |name: &str| self.ours["components"]["schemas"].get(name).is_none();
        while !free(&name) || self.needed.get(&name).is_some_and(|known| *known != schema) {
            name.push('X');
        }
        self.needed.insert(name.clone(), schema);
        reference(&name)
    }

    fn reference(&mut self, reference: &str) -> Value {
        let name = reference.strip_prefix(SCHEMAS).map(pointer::unescape);
        let target = pointer::follow(self.theirs, &json!({ "$ref": reference })).clone();
        let Some(name) = name else { return self.schema(&target) };
        let known = self.ours["components"]["schemas"].get(&name).is_some();
        if !known && !self.needed.contains_key(&name) {
            self.needed.insert(name.clone(), Value::Null);
            let whole = std::mem::replace(&mut self.place, name.to_pascal_case());
            let mut schema = self.schema(&target);
            self.place = whole;
            if schema.get("$ref").is_none() {
                schema["description"] = json!(TODO);
            }
            self.needed.insert(name.clone(), schema);
        }
        self::reference(&name)
    }
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("{SCHEMAS}{}", pointer::escape(schema)) })
}
