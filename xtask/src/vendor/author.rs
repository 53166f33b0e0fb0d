//! Upstream's structure in the form that our document has, with a mark where
//! somebody has to write the prose: none of upstream's is taken over.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use heck::{ToPascalCase, ToSnakeCase};
use serde_json::{Map, Value, json};

use super::known;
use crate::{
    document::{pointer, read::entries},
    drift::parameters,
};

/// Stands where a description is due.
pub(crate) const TODO: &str = "TODO(describe)";

/// Why a body that need not be sent is left to people.
pub(crate) const NO_BODY: &str = "a body may only be left out if it is any bytes";

/// Writes in our form what upstream's document says.
pub(crate) struct Author<'a> {
    pub(crate) ours: &'a Value,
    pub(crate) theirs: &'a Value,
    /// Schemas that what was written refers to and our document lacks.
    pub(super) needed: BTreeMap<String, Value>,
    /// Why the generator would not take what was written.
    refusal: Option<String>,
    /// What is being written, as the name that a component made of it gets.
    pub(super) place: String,
}

impl<'a> Author<'a> {
    pub(crate) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, theirs, needed: BTreeMap::new(), refusal: None, place: String::new() }
    }

    /// The same for a place that the report calls so.
    pub(crate) fn at(mut self, place: &str) -> Self {
        let words = place.rsplit(": ").next().unwrap_or(place);
        self.place = words.trim_start_matches("schema ").to_pascal_case();
        self
    }

    /// The schemas that what was written needs, unless somebody has to write it by hand.
    pub(crate) fn finish(self) -> Result<BTreeMap<String, Value>> {
        match self.refusal {
            Some(why) => bail!("{why}"),
            None => Ok(self.needed),
        }
    }

    /// An operation, called `GET /path`, with ranges for its statuses.
    pub(crate) fn operation(&mut self, method: &str, path: &str, item: &Value) -> Value {
        let (name, operation) = (format!("{method} {path}"), &item[method]);
        // Somebody may find a better one, but it has to have one.
        let id = operation["operationId"].as_str().or(operation["summary"].as_str());
        self.place = id.unwrap_or(&name).to_pascal_case();
        let id = id.unwrap_or(&name).to_snake_case();
        let mut taken = entries(&self.ours["paths"]).flat_map(|(_, item)| entries(item));
        if taken.any(|(_, operation)| operation["operationId"] == id) {
            self.refuse(format!("there is a method {id} already"));
        }
        let mut new = Map::new();
        if let Some(tags) = operation.get("tags") {
            new.insert("tags".into(), tags.clone());
        }
        new.insert("operationId".into(), json!(id));
        new.insert("summary".into(), json!(TODO));
        new.insert("description".into(), json!(TODO));
        for key in ["deprecated", "security"] {
            if let Some(value) = operation.get(key) {
                new.insert(key.into(), value.clone());
            }
        }
        let parameters = parameters::of(self.theirs, item, method).into_iter();
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
        let name = parameter["name"].as_str().unwrap_or_default();
        let token = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        if parameter["in"] == "header" && !name.chars().all(token) {
            self.refuse(format!("{name} is no name of a header, and would be sent as it stands"));
        }
        if parameter["in"] == "cookie" {
            self.refuse(format!("the generator takes no cookie, as {name} is"));
        }
        match parameter.get("schema") {
            Some(schema) => {
                let whole = self.place.clone();
                self.place.push_str(&name.to_pascal_case());
                let schema = self.parameter_schema(schema);
                self.place = whole;
                _ = new.insert("schema".into(), schema);
            }
            None => self.refuse(format!("the generator takes no media type for {name}")),
        }
        Value::Object(new)
    }

    fn refuse(&mut self, why: impl Into<String>) {
        self.refusal.get_or_insert(why.into());
    }

    pub(crate) fn body(&mut self, body: &Value) -> Value {
        let body = pointer::follow(self.theirs, body);
        if body["required"] != true && !may_be_left_out(body) {
            self.refuse(NO_BODY);
        }
        json!({
            "description": TODO,
            "required": body["required"] == true,
            "content": self.request(&body["content"]),
        })
    }

    fn responses(&mut self, responses: &Value) -> Value {
        let mut new = Map::new();
        for (status, response) in entries(responses) {
            let range = match status.as_bytes() {
                [b'2', ..] => "2XX",
                [b'3', ..] => status,
                // Errors are the same everywhere, and follow below.
                _ => continue,
            };
            if !new.contains_key(range) {
                new.insert(range.to_owned(), self.response(response));
            }
        }
        if !new.contains_key("2XX") {
            match responses.get("default") {
                Some(response) => _ = new.insert("2XX".to_owned(), self.response(response)),
                None => self.refuse("it is not said how a success is answered"),
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
            new["content"] = self.answer(&response["content"]);
        }
        new
    }

    /// What an answer consists of.
    pub(crate) fn answer(&mut self, content: &Value) -> Value {
        for (media, body) in entries(content) {
            if media == "application/json" && body.get("schema").is_none() {
                self.refuse("it is not said what the answer consists of");
            }
        }
        self.content(content)
    }

    /// What a request's body consists of: the media types that the generator knows.
    fn request(&mut self, content: &Value) -> Value {
        for (media, body) in entries(content) {
            let schema = pointer::follow(self.theirs, &body["schema"]);
            let known = match media {
                "application/json" | "application/x-www-form-urlencoded" => schema.is_object(),
                "application/octet-stream" => schema["format"] == "binary",
                "text/plain" => schema["type"] == "string" && schema.get("format").is_none(),
                _ => false,
            };
            if !known {
                self.refuse(format!("the generator takes no such body as this {media}"));
            }
        }
        let mut new = self.content(content);
        for (_, body) in new.as_object_mut().into_iter().flatten() {
            // The builder of a body's type goes by the name of a component.
            if body["schema"].get("properties").is_some() {
                let mut schema = body["schema"].take();
                schema["description"] = json!(TODO);
                body["schema"] = self.component(format!("{}Body", self.place), schema);
            }
        }
        new
    }

    fn content(&mut self, content: &Value) -> Value {
        if entries(content).count() != 1 {
            self.refuse("the generator takes one media type, so somebody has to choose");
        }
        let mut new = Map::new();
        for (media, body) in entries(content) {
            let schema = body.get("schema").map(|schema| json!({ "schema": self.schema(schema) }));
            new.insert(media.to_owned(), schema.unwrap_or_else(|| json!({})));
        }
        Value::Object(new)
    }
}

/// Whether the crate knows how to send nothing in place of a body.
pub(crate) fn may_be_left_out(body: &Value) -> bool {
    let raw = ["application/octet-stream", "text/plain"];
    entries(&body["content"]).all(|(media, _)| raw.contains(&media))
}

/// The statuses that upstream names, as numbers where they are.
pub(crate) fn statuses(responses: &Value) -> Value {
    let names = entries(responses).map(|(status, _)| status);
    let names = names.filter(|status| !status.starts_with("x-") && !status.ends_with("XX"));
    names
        .map(|status| status.parse::<u16>().map_or(json!(status), |number| json!(number)))
        .collect()
}
