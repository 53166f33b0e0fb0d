//! OpenAPI 3.1 to 3.0: what a schema says with words that 3.0 does not have.

use serde_json::{Map, Value, json};

/// The schema in the words of 3.0. What those cannot say is left as it is.
pub(crate) fn schema(schema: &Map<String, Value>) -> Map<String, Value> {
    let mut schema = schema.clone();
    if let Some(value) = schema.remove("const") {
        schema.insert("enum".into(), json!([value]));
    }
    types(&mut schema);
    for bound in ["anyOf", "oneOf"] {
        null_among(&mut schema, bound);
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if schema.get(exclusive).is_some_and(Value::is_number)
            && let Some(value) = schema.insert(exclusive.into(), json!(true))
        {
            schema.insert(bound.into(), value);
        }
    }
    if schema.get("contentEncoding").is_some_and(|encoding| encoding == "base64") {
        schema.remove("contentEncoding");
        schema.insert("format".into(), json!("byte"));
    }
    if schema.get("contentMediaType").is_some_and(|media| media == "application/octet-stream") {
        schema.remove("contentMediaType");
        schema.insert("format".into(), json!("binary"));
    }
    schema
}

/// `type: [string, 'null']` is a string that may be null.
fn types(schema: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = schema.get("type").cloned() else { return };
    let (null, mut types): (Vec<_>, Vec<_>) = types.into_iter().partition(|name| name == "null");
    if !null.is_empty() {
        schema.insert("nullable".into(), json!(true));
    }
    schema.remove("type");
    if types.len() == 1 {
        schema.insert("type".into(), types.remove(0));
    } else if !types.is_empty() {
        let each = types.iter().map(|name| json!({ "type": name })).collect();
        schema.insert("anyOf".into(), Value::Array(each));
    }
}

/// One of several schemas that is `null` makes the others nullable.
fn null_among(schema: &mut Map<String, Value>, key: &str) {
    let Some(Value::Array(parts)) = schema.get_mut(key) else { return };
    let all = parts.len();
    parts.retain(|part| part["type"] != "null");
    if parts.len() < all {
        schema.insert("nullable".into(), json!(true));
    }
}
