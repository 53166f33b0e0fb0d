//! Upstream's structure in the form of our document, without its prose, which is not ours to copy.

use std::collections::BTreeMap;

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::{Map, Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{lower, normal, parameters, whole},
};

/// Marks where a description is due.
const TODO: &str = "TODO(describe)";

const SCHEMAS: &str = "#/components/schemas/";

/// What a parameter says beside its schema.
const PARAMETER: [&str; 7] =
    ["name", "in", "required", "style", "explode", "deprecated", "allowReserved"];

/// Writes in our form what upstream's document says.
pub(crate) struct Form<'a> {
    pub(crate) ours: &'a Value,
    pub(crate) theirs: &'a Value,
    /// The schemas that our document lacks and something written refers to.
    new: BTreeMap<String, Value>,
    /// Their names, since `take_needed` was called.
    needed: Vec<String>,
}

impl<'a> Form<'a> {
    pub(crate) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, theirs, new: BTreeMap::new(), needed: Vec::new() }
    }

    /// The components for what has been written since the last call.
    pub(crate) fn take_needed(&mut self) -> Vec<(String, Value)> {
        let names = std::mem::take(&mut self.needed).into_iter();
        names.map(|name| (name.clone(), self.new[&name].clone())).collect()
    }

    /// An operation, with our names of the path's parameters.
    pub(crate) fn operation(&mut self, method: &str, path: &str, ours: &str) -> Option<Value> {
        let (theirs, item) = (self.theirs, self.theirs["paths"].get(path)?);
        let item = pointer::follow(theirs, item);
        let operation = item.get(method)?;
        let id = operation["operationId"].as_str().or(operation["summary"].as_str());
        let id = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
        let mut new = json!({
            "operationId": id.to_snake_case(),
            "summary": TODO,
            "description": TODO,
            "x-statuses": statuses(&operation["responses"]),
            "responses": self.responses(&operation["responses"], &id),
        });
        for key in ["tags", "deprecated", "security"] {
            if let Some(value) = operation.get(key) {
                new[key] = value.clone();
            }
        }
        if let Some(body) = operation.get("requestBody") {
            new["requestBody"] = self.body(body, &id);
        }
        let names = |path: &str| -> Vec<String> {
            path.split(['{', '}']).skip(1).step_by(2).map(str::to_owned).collect()
        };
        let renamed: BTreeMap<_, _> = names(path).into_iter().zip(names(ours)).collect();
        let parameters = parameters::of(theirs, item, method).into_iter().map(|(_, parameter)| {
            let mut parameter = self.parameter(parameter);
            let name = parameter["name"].as_str().and_then(|name| renamed.get(name));
            if let Some(name) = name.filter(|_| parameter["in"] == "path") {
                parameter["name"] = json!(name);
            }
            parameter
        });
        let parameters: Vec<_> = parameters.collect();
        if !parameters.is_empty() {
            new["parameters"] = Value::Array(parameters);
        }
        Some(new)
    }

    pub(crate) fn parameter(&mut self, parameter: &Value) -> Value {
        let parameter = pointer::follow(self.theirs, parameter);
        let said = PARAMETER.iter().filter_map(|key| Some((*key, parameter.get(*key)?.clone())));
        let mut new: Value = said.collect();
        let required = parameter["required"] == true || parameter["in"] == "path";
        new["required"] = json!(required);
        new["description"] = json!(TODO);
        if required {
            // The documentation's example needs a value.
            new["example"] = json!(TODO);
        }
        let name = parameter["name"].as_str().unwrap_or_default();
        match parameter.get("schema") {
            Some(schema) => new["schema"] = self.parameter_schema(schema, name),
            None => new["content"] = self.content(&parameter["content"], name),
        }
        let same = |it: &Value| {
            it["deprecated"] == new["deprecated"]
                && normal::parameter(it) == normal::parameter(&new)
                && whole::encoding(it, true) == whole::encoding(&new, true)
        };
        let mut shared = entries(&self.ours["components"]["parameters"]);
        match shared.find(|(_, it)| same(it)) {
            Some((name, _)) => json!({ "$ref": format!("#/components/parameters/{name}") }),
            None => new,
        }
    }

    /// The schema of a parameter: a list there is a component, for which setters take arrays.
    fn parameter_schema(&mut self, schema: &Value, name: &str) -> Value {
        let schema = self.schema(schema, name);
        if schema["type"] != "array" {
            return schema;
        }
        self.component(&format!("{name} list"), schema)
    }

    pub(crate) fn body(&mut self, body: &Value, place: &str) -> Value {
        let body = pointer::follow(self.theirs, body);
        json!({
            "description": TODO,
            "required": body["required"] == true,
            "content": self.content(&body["content"], &format!("{place} request")),
        })
    }

    /// The successes as our ranges; errors are the same everywhere.
    fn responses(&mut self, responses: &Value, place: &str) -> Value {
        let mut new = Map::new();
        let all = entries(responses).filter(|(status, _)| status.starts_with(['2', '3']));
        for (status, response) in all {
            let range = if status.starts_with('2') { "2XX" } else { status };
            if !new.contains_key(range) {
                new.insert(range.to_owned(), self.response(response, place));
            }
        }
        let default = responses.get("default");
        if let Some(default) = default.filter(|_| !new.contains_key("2XX")) {
            new.insert("2XX".to_owned(), self.response(default, place));
        }
        for (range, name) in [("4XX", "ClientError"), ("5XX", "ServerError")] {
            let known = self.ours["components"]["responses"].get(name).is_some();
            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
            if default.is_some() || entries(responses).any(|(it, _)| it.starts_with(&range[..1])) {
                let other = json!({ "description": TODO });
                new.insert(range.to_owned(), if known { reference } else { other });
            }
        }
        Value::Object(new)
    }

    pub(crate) fn response(&mut self, response: &Value, place: &str) -> Value {
        let response = pointer::follow(self.theirs, response);
        let mut new = json!({ "description": TODO });
        if entries(&response["content"]).next().is_some() {
            new["content"] = self.content(&response["content"], &format!("{place} response"));
        }
        new
    }

    pub(crate) fn content(&mut self, content: &Value, place: &str) -> Value {
        let media = entries(content).map(|(media, body)| {
            let schema = body.get("schema").map(|schema| self.schema(schema, place));
            (media.to_owned(), schema.map_or_else(|| json!({}), |it| json!({ "schema": it })))
        });
        media.collect()
    }

    /// A property: a schema with a description.
    pub(crate) fn property(&mut self, name: &str, schema: &Value, place: &str) -> Value {
        let place =
            if place.ends_with(name) { place.to_owned() } else { format!("{place} {name}") };
        let mut new = match self.schema(schema, &place) {
            Value::Object(map) if map.contains_key("$ref") => json!({ "allOf": [map] }),
            other => other,
        };
        new["description"] = json!(TODO);
        new
    }

    fn schema(&mut self, schema: &Value, place: &str) -> Value {
        let Value::Object(map) = schema else {
            return if *schema == false { json!({ "not": {} }) } else { json!({}) };
        };
        let is_ours = |key: &str| key == "x-default" || !key.starts_with("x-");
        let mut map = lower::schema(map);
        map.retain(|key, _| !normal::PROSE.contains(&key.as_str()) && is_ours(key));
        if let Some(reference) = map.remove("$ref") {
            let reference = self.reference(&json!({ "$ref": reference }), place);
            if map.is_empty() {
                return reference;
            }
            let parts = map.entry("allOf").or_insert_with(|| json!([]));
            parts.as_array_mut().into_iter().for_each(|parts| parts.push(reference.clone()));
        }
        let strings = map.get("enum").and_then(Value::as_array);
        if strings.is_some_and(|values| values.iter().all(Value::is_string)) {
            // A component is an open enumeration, and one in place is not.
            map.insert("type".to_owned(), json!("string"));
            return self.component(place, Value::Object(map));
        }
        let inner = map.into_iter().map(|(key, value)| match key.as_str() {
            "properties" => {
                let all = entries(&value);
                let all = all.map(|(name, it)| (name.to_owned(), self.property(name, it, place)));
                (key, all.collect())
            }
            "patternProperties" | "$defs" => {
                let all = entries(&value);
                (key, all.map(|(name, it)| (name.to_owned(), self.schema(it, place))).collect())
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let parts = value.as_array().into_iter().flatten();
                (key, parts.map(|part| self.schema(part, place)).collect())
            }
            // In our document, a default would be sent with every request.
            "default" => ("x-default".to_owned(), value),
            "x-default" | "discriminator" => (key, value),
            _ if value.is_object() => (key, self.schema(&value, place)),
            _ => (key, value),
        });
        inner.collect()
    }

    fn reference(&mut self, schema: &Value, place: &str) -> Value {
        let name = schema["$ref"].as_str().and_then(|it| it.strip_prefix(SCHEMAS));
        let target = pointer::follow(self.theirs, schema);
        let Some(name) = name.filter(|name| !name.contains('/')).map(pointer::unescape) else {
            return self.schema(target, place);
        };
        let known = self.ours["components"]["schemas"].get(&name).is_some();
        if !known && !self.new.contains_key(&name) {
            let mut schema = self.schema(target, &name);
            if schema.get("$ref").is_some() {
                // Ours has one that is the same.
                return schema;
            }
            schema["description"] = json!(TODO);
            self.needed.push(name.clone());
            self.new.insert(name.clone(), schema);
        }
        reference(&name)
    }

    /// What is a component: one of ours that is the same, or a new one with a name of its own.
    fn component(&mut self, place: &str, mut schema: Value) -> Value {
        let normal = normal::schema(&schema);
        let ours = &self.ours["components"]["schemas"];
        if let Some((name, _)) = entries(ours).find(|(_, it)| normal::schema(it) == normal) {
            return reference(name);
        }
        schema["description"] = json!(TODO);
        let mut name = place.to_pascal_case();
        while ours.get(&name).is_some() || self.new.get(&name).is_some_and(|it| *it != schema) {
            name.push_str("Value");
        }
        if self.new.insert(name.clone(), schema).is_none() {
            self.needed.push(name.clone());
        }
        reference(&name)
    }
}

/// What is said of a server or of a security scheme, without prose.
pub(crate) fn described(value: &Value) -> Value {
    let mut new = value.clone();
    if let Value::Object(map) = &mut new {
        map.retain(|key, _| !normal::PROSE.contains(&key.as_str()) && !key.starts_with("x-"));
        map.insert("description".to_owned(), json!(TODO));
        for (_, variable) in
            map.get_mut("variables").and_then(Value::as_object_mut).into_iter().flatten()
        {
            *variable = described(variable);
        }
    }
    new
}

/// The single statuses that upstream names.
fn statuses(responses: &Value) -> Value {
    let names = entries(responses).map(|(status, _)| status);
    let names = names.filter(|status| !status.starts_with("x-") && !status.ends_with("XX"));
    names.map(|it| it.parse::<u16>().map_or(json!(it), |number| json!(number))).collect()
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("{SCHEMAS}{}", pointer::escape(schema)) })
}
