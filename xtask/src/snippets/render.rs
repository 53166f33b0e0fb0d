//! YAML in the style of our document.

use serde_json::Value;

/// The mark for a missing description.
pub(super) const TODO: &str = "TODO(describe)";

/// The order of entries in our document. Others, such as names, go to the end.
const ORDER: &str = "tags operationId summary url name in type scheme format required deprecated \
    nullable readOnly writeOnly description variables default style explode example allOf anyOf \
    oneOf $ref security parameters requestBody x-statuses responses schema content properties \
    additionalProperties items enum minimum maximum minLength maxLength minItems maxItems pattern \
    x-default";

/// Writes a whole document.
pub(super) fn document(value: &Value) -> String {
    body(value, 0).into_iter().map(|row| row + "\n").collect()
}

/// Writes the lines of an entry of a mapping.
pub(super) fn entry(key: &str, value: &Value, indent: usize) -> Vec<String> {
    let key = scalar(&Value::String(key.to_owned()));
    let pad = " ".repeat(indent);
    if is_short(value) {
        return vec![format!("{pad}{key}: {}", short(value))];
    }
    let mut rows = vec![format!("{pad}{key}:")];
    rows.extend(body(value, indent + 2));
    rows
}

/// Writes the lines of an item of a list.
pub(super) fn item(value: &Value, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    if is_short(value) {
        return vec![format!("{pad}- {}", short(value))];
    }
    let mut rows = body(value, indent + 2);
    if let Some(first) = rows.first_mut() {
        *first = format!("{pad}- {}", first.trim_start());
    }
    rows
}

fn body(value: &Value, indent: usize) -> Vec<String> {
    match value {
        Value::Object(map) => {
            let rank = |key: &str| ORDER.split(' ').position(|it| it == key).unwrap_or(usize::MAX);
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| rank(key));
            entries.into_iter().flat_map(|(key, value)| entry(key, value, indent)).collect()
        }
        Value::Array(items) => items.iter().flat_map(|value| item(value, indent)).collect(),
        other => vec![format!("{}{}", " ".repeat(indent), scalar(other))],
    }
}

/// Plain values, empty collections, and lists of numbers are on one line.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.iter().all(Value::is_number),
        _ => true,
    }
}

fn short(value: &Value) -> String {
    match value {
        Value::Object(_) => "{}".to_owned(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", "))
        }
        other => scalar(other),
    }
}

/// Writes a plain value, in quotes where YAML would read something else.
fn scalar(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    if text.contains('\n') {
        // JSON and YAML agree about double quotes.
        return value.to_string();
    }
    if text.starts_with(|letter: char| letter.is_ascii_digit()) && !text.contains('\'') {
        // `2XX` needs no quotes, but has them like `302`.
        return format!("'{text}'");
    }
    match yaml_serde::to_string(value) {
        Ok(text) => text.trim_end().to_owned(),
        Err(_) => value.to_string(),
    }
}
