//! Upstream's structure in the form that our document has, with a mark where
//! somebody has to write the prose: none of upstream's is taken over.

use std::collections::BTreeMap;

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::{Map, Value, json};

use super::known;
use crate::{
    document::{pointer, read::entries},
    drift::{lower, normal},
};

/// Stands where a description is due.
pub(crate) const TODO: &str = "TODO(describe)";

const SCHEMAS: &str = "#/components/schemas/";

/// Writes in our form what upstream's document says.
pub(crate) struct Author<'a> {
    pub(crate) ours: &'a Value,
    pub(crate) theirs: &'a Value,
    /// Schemas that what was written refers to and our document lacks.
    pub(crate) needed: BTreeMap<String, Value>,
    /// What is being written, as the name that a component made of it gets.
    place: String,
}

impl<'a> Author<'a> {
    pub(crate) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, theirs, needed: BTreeMap::new(), place: String::new() }
    }

    /// The same for a place that the report calls so.
    pub(crate) fn at(mut self, place: &str) -> Self {
        let words = place.rsplit(": ").next().unwrap_or(place);
        self.place = words.trim_start_matches("schema ").to_pascal_case();
        self
    }

    /// An operation, called `GET /path`, with ranges for its statuses.
    pub(crate) fn operation(&mut self, method: &str, path: &str, item: &Value) -> Value {
        let (name, operation) = (format!("{method} {path}"), &item[method]);
        // Somebody may find a better one, but it has to have one.
        let id = operation["operationId"].as_str().or(operation["summary"].as_str());
        self.place = id.unwrap_or(&name).to_pascal_case();
        let mut new = Map::new();
        if let Some(tags) = operation.get("tags") {
            new.insert("tags".into(), tags.clone());
        }
        new.insert("operationId".into(), json!(id.unwrap_or(&name).to_snake_case()));
        new.insert("summary".into(), json!(TODO));
        new.insert("description".into(), json!(TODO));
        for key in ["deprecated", "security"] {
            if let Some(value) = operation.get(key) {
                new.insert(key.into(), value.clone());
            }
        }
        let parameters = normal::parameters(self.theirs, item, method).into_iter();
        let parameters: Vec<_> = parameters.map(|(_, it)| self.parameter(it)).collect();
        if !parameters.is_empty() {
            new.insert("parameters".into(), Value::Array(parameters));
        }
        if let Some(body) = operation.get("requestBody") {
            new.insert("requestBody".into(), self.body(body));
        }
        new.insert("x-statuses".into(), statuses(&operation["responses"]));
        new.insert("responses".into(), self.responses(&operation["responses"]));
        Value::Object(new)
    }

    /// A parameter; one that our document has for several operations, if it is the same.
    pub(crate) fn parameter(&mut self, parameter: &Value) -> Value {
        let parameter = pointer::follow(self.theirs, parameter);
        if let Some(name) = known::parameter(self.ours, self.theirs, parameter) {
            return json!({ "$ref": format!("#/components/parameters/{}", pointer::escape(&name)) });
        }
        let mut new = Map::new();
        for key in ["name", "in", "style", "explode", "deprecated", "allowReserved"] {
            if let Some(value) = parameter.get(key) {
                new.insert(key.into(), value.clone());
            }
        }
        let required = parameter["required"] == true || parameter["in"] == "path";
        new.insert("required".into(), json!(required));
        new.insert("description".into(), json!(TODO));
        if required {
            // The documentation's example needs a value.
            new.insert("example".into(), json!(TODO));
        }
        match parameter.get("schema") {
            Some(schema) => {
                let whole = self.place.clone();
                self.place
                    .push_str(&parameter["name"].as_str().unwrap_or_default().to_pascal_case());
                let schema = self.parameter_schema(schema);
                self.place = whole;
                new.insert("schema".into(), schema)
            }
            None => new.insert("content".into(), self.content(&parameter["content"])),
        };
        Value::Object(new)
    }

    pub(crate) fn body(&mut self, body: &Value) -> Value {
        let body = pointer::follow(self.theirs, body);
        json!({
            "description": TODO,
            "required": body["required"] == true,
            "content": self.content(&body["content"]),
        })
    }

    fn responses(&mut self, responses: &Value) -> Value {
        let mut new = Map::new();
        for (status, response) in entries(responses).filter(|(status, _)| !status.starts_with("x-"))
        {
            let range = match status.as_bytes() {
                [b'2', ..] => "2XX",
                // Errors are the same everywhere, and follow below.
                [b'4' | b'5', ..] => continue,
                _ => status,
            };
            if !new.contains_key(range) {
                new.insert(range.to_owned(), self.response(response));
            }
        }
        for (range, name) in [("4XX", "ClientError"), ("5XX", "ServerError")] {
            let shared = &self.ours["components"]["responses"];
            let known = shared.get(name).is_some();
            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
            new.insert(
                range.into(),
                if known { reference } else { json!({ "description": TODO }) },
            );
        }
        Value::Object(new)
    }

    pub(crate) fn response(&mut self, response: &Value) -> Value {
        let response = pointer::follow(self.theirs, response);
        let mut new = json!({ "description": TODO });
        if entries(&response["content"]).next().is_some() {
            new["content"] = self.content(&response["content"]);
        }
        new
    }

    fn content(&mut self, content: &Value) -> Value {
        let mut new = Map::new();
        for (media, body) in entries(content) {
            let schema = body.get("schema").map(|schema| json!({ "schema": self.schema(schema) }));
            new.insert(media.to_owned(), schema.unwrap_or_else(|| json!({})));
        }
        Value::Object(new)
    }

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
        let mut name = format!("{}Value", self.place);
        let free = |name: &str| self.ours["components"]["schemas"].get(name).is_none();
        if free(&self.place) && !self.place.is_empty() {
            name.clone_from(&self.place);
        }
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

/// The statuses that upstream names, as numbers where they are.
pub(crate) fn statuses(responses: &Value) -> Value {
    let names = entries(responses).map(|(status, _)| status);
    let names = names.filter(|status| !status.starts_with("x-") && !status.ends_with("XX"));
    names
        .map(|status| status.parse::<u16>().map_or(json!(status), |number| json!(number)))
        .collect()
}
