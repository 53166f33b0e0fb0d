//! Operations, parameters, bodies and responses.

use anyhow::Result;
use heck::{ToPascalCase, ToSnakeCase};
use serde_json::{Map, Value, json};

use crate::{
    compare::{
        self,
        operation::{Located, Operation},
    },
    document::{
        pointer,
        value::{entries, items},
    },
    snippets::{
        author::{Author, schema::Use},
        render::TODO,
    },
};

impl Author<'_> {
    /// Writes an operation of upstream's, with ranges for its statuses.
    pub(in crate::snippets) fn operation(&mut self, operation: &Operation<'_>) -> Result<Value> {
        let value = operation.value;
        // It needs a name; somebody may find a better one.
        let id = value["operationId"].as_str().or(value["summary"].as_str());
        let id = id.map_or_else(|| operation.name(), str::to_owned);
        let name = id.to_pascal_case();
        let mut new = Map::new();
        for key in ["tags", "deprecated", "security"] {
            if let Some(value) = value.get(key) {
                new.insert(key.into(), value.clone());
            }
        }
        new.insert("operationId".into(), json!(id.to_snake_case()));
        new.insert("summary".into(), json!(TODO));
        new.insert("description".into(), json!(TODO));
        let parameters = operation.parameters()?.into_values();
        let parameters: Vec<Value> = parameters.map(|it| self.parameter(&it, &name)).collect();
        if !parameters.is_empty() {
            new.insert("parameters".into(), Value::Array(parameters));
        }
        if value.get("requestBody").is_some() {
            new.insert("requestBody".into(), self.body(&operation.part("requestBody")?, &name));
        }
        let statuses = statuses(&value["responses"]);
        if items(&statuses).next().is_some() {
            new.insert("x-statuses".into(), statuses);
        }
        new.insert("responses".into(), self.responses(operation, &name)?);
        Ok(Value::Object(new))
    }

    /// Writes a parameter of the operation `name`, or a reference to one that our document shares,
    /// if it is the same.
    pub(in crate::snippets) fn parameter(&mut self, upstream: &Located<'_>, name: &str) -> Value {
        let holder = "/components/parameters";
        let shared = self.ours.pointer(holder).into_iter().flat_map(entries);
        let mut shared = shared.map(|(name, _)| pointer::join(holder, name));
        let is_same =
            |at: &String| compare::is_same_parameter(self.ours, at, self.theirs, &upstream.at);
        if let Some(at) = shared.find(is_same) {
            return json!({ "$ref": format!("#{at}") });
        }
        let parameter = upstream.value;
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
        let name = format!("{name}{}", upstream.text("name").to_pascal_case());
        if parameter.get("schema").is_some() {
            let at = format!("{}/schema", upstream.at);
            new.insert("schema".into(), self.schema(&at, &name, Use::Parameter));
        } else {
            new.insert("content".into(), self.content(upstream, &name));
        }
        Value::Object(new)
    }

    /// Writes the body of the operation `name`.
    pub(in crate::snippets) fn body(&mut self, upstream: &Located<'_>, name: &str) -> Value {
        let mut content = self.content(upstream, name);
        for (_, body) in content.as_object_mut().into_iter().flatten() {
            // A body's type is named after a component.
            if body["schema"].get("properties").is_some() {
                let mut schema = body["schema"].take();
                schema["description"] = json!(TODO);
                let name = self.free_name(&format!("{name}Body"));
                body["schema"] = self.add(name, schema);
            }
        }
        let required = upstream.value["required"] == true;
        json!({ "description": TODO, "required": required, "content": content })
    }

    fn responses(&mut self, operation: &Operation<'_>, name: &str) -> Result<Value> {
        let mut new = Map::new();
        for (status, _) in entries(&operation.value["responses"]) {
            let range = match status.as_bytes() {
                [b'2', ..] => "2XX",
                [b'3', ..] => status,
                // Errors are the same everywhere, and follow below.
                _ => continue,
            };
            if !new.contains_key(range) {
                let upstream = operation.part(&format!("responses/{status}"))?;
                new.insert(range.to_owned(), self.response(&upstream, name));
            }
        }
        if !new.contains_key("2XX") {
            let response = match operation.value["responses"].get("default") {
                Some(_) => self.response(&operation.part("responses/default")?, name),
                None => json!({ "description": TODO }),
            };
            new.insert("2XX".to_owned(), response);
        }
        for (range, name) in [("4XX", "ClientError"), ("5XX", "ServerError")] {
            let known = self.ours["components"]["responses"].get(name).is_some();
            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
            let response = if known { reference } else { json!({ "description": TODO }) };
            new.insert(range.into(), response);
        }
        Ok(Value::Object(new))
    }

    /// Writes a response of the operation `name`.
    pub(in crate::snippets) fn response(&mut self, upstream: &Located<'_>, name: &str) -> Value {
        let mut new = json!({ "description": TODO });
        if entries(&upstream.value["content"]).next().is_some() {
            new["content"] = self.content(upstream, name);
        }
        new
    }

    /// Writes the media types of a body, a response or a parameter.
    pub(in crate::snippets) fn content(&mut self, upstream: &Located<'_>, name: &str) -> Value {
        let mut new = Map::new();
        for (media, body) in entries(&upstream.value["content"]) {
            let at = format!("{}/content/{}/schema", upstream.at, pointer::escape(media));
            let schema = body.get("schema");
            let schema =
                schema.map(|_| json!({ "schema": self.schema(&at, name, Use::Elsewhere) }));
            new.insert(media.to_owned(), schema.unwrap_or_else(|| json!({})));
        }
        Value::Object(new)
    }
}

/// Returns the statuses that upstream lists, as numbers if they are.
pub(in crate::snippets) fn statuses(responses: &Value) -> Value {
    let names = entries(responses).map(|(status, _)| status);
    let names = names.filter(|status| !status.starts_with("x-") && !status.ends_with("XX"));
    names
        .map(|status| status.parse::<u16>().map_or(json!(status), |number| json!(number)))
        .collect()
}
