//! What our document already has a component for.

use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::normal,
};

/// The list, map or enumeration of ours that is the same. Of other schemas,
/// two that are the same need not mean the same.
pub(crate) fn schema(ours: &Value, theirs: &Value, schema: &Value) -> Option<String> {
    let ours = normal::document(ours);
    let this = whole(&normal::document(theirs), &normal::schema(schema));
    let map = this["additionalProperties"].is_object() && this.get("properties").is_none();
    if this["type"] != "array" && this.get("enum").is_none() && !map {
        return None;
    }
    let mut schemas = entries(&ours["components"]["schemas"]);
    let same = schemas.find(|(_, it)| whole(&ours, it) == this);
    same.map(|(name, _)| name.to_owned())
}

/// The parameter that our document has for several operations and is the same.
pub(crate) fn parameter(ours: &Value, theirs: &Value, parameter: &Value) -> Option<String> {
    let normal = |root: &Value, parameter: &Value| {
        let mut normal = normal::document(&json!({
            "paths": { "/": { "get": { "parameters": [parameter], "responses": {} } } },
        }));
        let parameter = normal["paths"]["/"]["get"]["parameters"][0].take();
        whole(&normal::document(root), &parameter)
    };
    let this = normal(theirs, parameter);
    let mut shared = entries(&ours["components"]["parameters"]);
    let same = shared.find(|(_, it)| it["name"] == parameter["name"] && normal(ours, it) == this);
    same.map(|(name, _)| name.to_owned())
}

/// A value with what its references lead to in their place.
fn whole(root: &Value, value: &Value) -> Value {
    match pointer::follow(root, value) {
        Value::Object(map) => {
            let inner = map.iter().map(|(key, inner)| match normal::is_data(key) {
                true => (key.clone(), inner.clone()),
                false => (key.clone(), whole(root, inner)),
            });
            inner.collect()
        }
        Value::Array(items) => items.iter().map(|inner| whole(root, inner)).collect(),
        other => other.clone(),
    }
}
