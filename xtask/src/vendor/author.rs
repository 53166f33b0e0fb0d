//! Upstream's structure in the form that our document has, with a mark where
//! somebody has to write the prose: none of upstream's is taken over.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use serde_json::{Map, Value, json};

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
}

impl<'a> Author<'a> {
    pub(crate) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, theirs, needed: BTreeMap::new() }
    }

    /// An operation, called `GET /path`, with ranges for its statuses.
    pub(crate) fn operation(&mut self, name: &str, item: &Value, operation: &Value) -> Value {
        // Somebody may find a better one, but it has to have one.
        let id = operation["operationId"].as_str().or(operation["summary"].as_str());
        let mut new = Map::new();
        if let Some(tags) = operation.get("tags") {
            new.insert("tags".into(), tags.clone());
        }
        new.insert("operationId".into(), json!(id.unwrap_or(name).to_snake_case()));
        new.insert("summary".into(), json!(TODO));
        new.insert("description".into(), json!(TODO));
        for key in ["deprecated", "security"] {
            if let Some(value) = operation.get(key) {
                new.insert(key.into(), value.clone());
            }
        }
        let lists = [&operation["parameters"], &item["parameters"]];
        let lists = lists.into_iter().filter_map(Value::as_array).flatten();
        let parameters: Vec<_> = lists.map(|parameter| self.parameter(parameter)).collect();
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
        let named = entries(&self.ours["components"]["parameters"]);
        let resolve = |root: &Value, parameter: &Value| {
            let mut normal = normal::document(&json!({
                "paths": { "/": { "get": { "parameters": [parameter], "responses": {} } } },
            }));
            let schema = normal["paths"]["/"]["get"]["parameters"][0].take();
            whole(&normal::document(root), &schema)
        };
        let this = resolve(self.theirs, parameter);
        let shared = named
            .into_iter()
            .find(|(_, it)| it["name"] == parameter["name"] && resolve(self.ours, it) == this);
        if let Some((name, _)) = shared {
            return json!({ "$ref": format!("#/components/parameters/{}", pointer::escape(name)) });
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
            Some(schema) => new.insert("schema".into(), self.parameter_schema(schema)),
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
    pub(crate) fn property(&mut self, schema: &Value) -> Value {
        let mut new = match self.schema(schema) {
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
        let list = self.shared(schema).map(|name| reference(&name));
        list.unwrap_or_else(|| self.schema(schema))
    }

    pub(crate) fn schema(&mut self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.reference(reference);
        }
        if schema["type"] != "array"
            && let Some(shared) = self.shared(schema)
        {
            return reference(&shared);
        }
        let Some(map) = schema.as_object().map(lower::schema) else { return json!({}) };
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
                    properties.map(|(name, it)| (name.to_owned(), self.property(it))).collect()
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

    fn reference(&mut self, reference: &str) -> Value {
        let name = reference.strip_prefix(SCHEMAS).map(pointer::unescape);
        let target = pointer::follow(self.theirs, &json!({ "$ref": reference })).clone();
        let Some(name) = name else { return self.schema(&target) };
        let known = self.ours["components"]["schemas"].get(&name).is_some();
        if !known && !self.needed.contains_key(&name) {
            self.needed.insert(name.clone(), Value::Null);
            let mut schema = self.schema(&target);
            if schema.get("$ref").is_none() {
                schema["description"] = json!(TODO);
            }
            self.needed.insert(name.clone(), schema);
        }
        self::reference(&name)
    }

    /// The list, map or enumeration of ours that is the same. Of other schemas,
    /// two that are the same need not mean the same.
    fn shared(&self, schema: &Value) -> Option<String> {
        let ours = normal::document(self.ours);
        let this = whole(&normal::document(self.theirs), &normal::schema(schema));
        let map = this["additionalProperties"].is_object() && this.get("properties").is_none();
        if this["type"] != "array" && this.get("enum").is_none() && !map {
            return None;
        }
        let mut schemas = entries(&ours["components"]["schemas"]);
        let same = schemas.find(|(_, it)| whole(&ours, it) == this);
        same.map(|(name, _)| name.to_owned())
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

/// A value with what its references lead to in their place.
fn whole(root: &Value, value: &Value) -> Value {
    match pointer::follow(root, value) {
        Value::Object(map) => {
            map.iter().map(|(key, inner)| (key.clone(), whole(root, inner))).collect()
        }
        Value::Array(items) => items.iter().map(|inner| whole(root, inner)).collect(),
        other => other.clone(),
    }
}
