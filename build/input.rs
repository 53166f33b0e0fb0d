//! The document as the generator is given it, and the place at which the generator
//! gives up on it.

use serde_json::{Map, Value};

use super::document::{Document, entries, is_method};
use super::read_as;

/// Formats of a text for which the generator would use a type of another crate or of the
/// standard library. A text that is not in the format would fail what it is a part of.
const FORMATS: [&str; 6] = ["date", "date-time", "ip", "ipv4", "ipv6", "uuid"];

/// Limits of a text, for which the generator would make a type that checks them, and with
/// some of them use a crate that we do not have.
const OF_TEXTS: [&str; 3] = ["minLength", "maxLength", "pattern"];

/// Limits of a list, of which the generator would make an array of that length.
const OF_LISTS: [&str; 3] = ["minItems", "maxItems", "uniqueItems"];

/// Takes away what would make a type stricter than it has to be: a `NonZero`, into which no
/// literal converts, anything but a text or a list, and a struct that refuses a new field. The
/// service says itself what it does not take.
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

impl Document {
    /// What the generator is given: only the successes of each operation, so that
    /// every other answer reaches us whole, and types without limits.
    fn input(&self) -> Value {
        let mut input = self.root.clone();
        read_as::substitute(&mut input);
        without_limits(&mut input);
        for item in input["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
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
                let item = part["paths"].as_object_mut().and_then(|paths| {
                    paths.retain(|key, _| key == path);
                    paths.get_mut(path)?.as_object_mut()
                });
                item.into_iter().for_each(|i| i.retain(|key, _| key == method || !is_method(key)));
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
