//! The document as the generator gets it, and the place at which the generator fails.

use serde_json::{Map, Value, json};

use super::document::{Document, entries, is_method};
use super::{dialect, read_as};

/// Formats for which the generator would use a stricter type than `String`: one invalid text
/// would make the whole response invalid.
const FORMATS: [&str; 6] = ["date", "date-time", "ip", "ipv4", "ipv6", "uuid"];

/// Limits of a text, for which the generator would make a type that checks them, in part with a
/// crate that we do not have.
const OF_TEXTS: [&str; 3] = ["minLength", "maxLength", "pattern"];

/// Limits of a list. The generator would make an array of that length.
const OF_LISTS: [&str; 3] = ["minItems", "maxItems", "uniqueItems"];

/// Removes what would make a type strict: a `NonZero`, into which no literal converts, a type for
/// each limited text or list, and a struct that refuses a new field. The service checks its limits
/// itself.
fn without_limits(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let kind = map.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            map.retain(|key, value| match kind.as_str() {
                "integer" => key != "minimum",
                "string" if key == "format" => !FORMATS.iter().any(|format| value == format),
                "string" => !OF_TEXTS.contains(&key.as_str()),
                "array" => !OF_LISTS.contains(&key.as_str()),
                "object" => key != "additionalProperties" || value != false,
                _ => true,
            });
            map.values_mut().for_each(without_limits);
        }
        Value::Array(list) => list.iter_mut().for_each(without_limits),
        _ => {}
    }
}

/// Replaces a media range: the generator takes one media type.
const ANY_BYTES: &str = "application/octet-stream";

fn content_type() -> Value {
    let default = format!("Default: `{ANY_BYTES}`.");
    json!({
        "name": "Content-Type",
        "in": "header",
        "description": format!("Sets the media type of the body, such as `application/json`. {default}"),
        "schema": {"type": "string"},
    })
}

impl Document {
    /// Makes a body of any media type one of bytes, with a parameter for its header
    /// `Content-Type`. In a document it cannot have that parameter: OpenAPI ignores it.
    pub(super) fn replace_media_ranges(&mut self) -> Result<(), String> {
        let mut root = self.root.clone();
        for item in root["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
                let Some(operation) = operation.as_object_mut() else { continue };
                let Some(body) = operation.get_mut("requestBody") else { continue };
                let mut bytes = self.resolve(body)?.clone();
                if !entries(&bytes["content"]).any(|(media, _)| media.contains('*')) {
                    continue;
                }
                let schema = json!({"schema": {"type": "string", "format": "binary"}});
                bytes["content"] = json!({ ANY_BYTES: schema });
                *body = bytes;
                let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
                if let Some(parameters) = parameters.as_array_mut() {
                    parameters.push(content_type());
                }
            }
        }
        self.root = root;
        Ok(())
    }

    /// The input of the generator: types without limits, and of the responses only the successes, so
    /// that the facade decodes every other one.
    fn input(&self) -> Value {
        let mut input = self.root.clone();
        read_as::substitute(&mut input);
        dialect::name_setters(&mut input);
        if let Some(schemas) = input.pointer_mut("/components/schemas") {
            self.names.replace_below(schemas);
            dialect::unsigned(schemas, "uint64");
        }
        for place in ["/components/parameters", "/paths"] {
            input.pointer_mut(place).into_iter().for_each(|part| dialect::unsigned(part, "uint32"));
        }
        without_limits(&mut input);
        for item in input["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
                if let Some(parameters) =
                    operation.get_mut("parameters").and_then(Value::as_array_mut)
                {
                    parameters.retain(|parameter| {
                        let parameter = self.resolve(parameter).unwrap_or(parameter);
                        !dialect::is_set_with_another(parameter)
                    });
                }
                if let Some(responses) =
                    operation.get_mut("responses").and_then(Value::as_object_mut)
                {
                    responses.retain(|status, _| status.starts_with('2'));
                }
            }
        }
        input
    }

    /// Runs `generate`; if it fails, runs it again on the components and on each
    /// operation alone, to name the place at which it failed.
    pub(crate) fn locate_failure<T>(
        &self,
        generate: impl Fn(&Value) -> Result<T, String>,
    ) -> Result<T, String> {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let input = self.input();
        let outcome = generate(&input).map_err(|why| {
            let alone = |path: &str, method: &str| {
                let mut part = input.clone();
                part["paths"] = json!({});
                let item = entries(&input["paths"][path]);
                for (key, value) in item.filter(|(key, _)| *key == method || !is_method(key)) {
                    part["paths"][path][key] = value.clone();
                }
                generate(&part).err()
            };
            if let Some(why) = alone("", "") {
                return format!("components: {why}");
            }
            for (path, item) in entries(&input["paths"]) {
                for (method, _) in entries(item).filter(|(key, _)| is_method(key)) {
                    if let Some(why) = alone(path, method) {
                        return format!("{} {path}: {why}", method.to_uppercase());
                    }
                }
            }
            why
        });
        std::panic::set_hook(hook);
        outcome
    }
}
