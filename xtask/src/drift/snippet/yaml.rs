//! YAML in the style of our document.

use serde_json::Value;

/// The order in which our document has the entries of a mapping. A name comes after them.
const ORDER: &str = "tags operationId summary url name in type scheme format required deprecated \
    nullable readOnly writeOnly description variables default style explode example allOf anyOf \
    oneOf $ref security parameters requestBody x-statuses responses schema content properties \
    additionalProperties items enum minimum maximum minLength maxLength minItems maxItems pattern \
    x-default";

pub(crate) fn text(outline: &Value) -> String {
    let mut rows = Vec::new();
    body(outline, "", &mut rows);
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn body(value: &Value, pad: &str, rows: &mut Vec<String>) {
    let deeper = format!("{pad}  ");
    match value {
        Value::Object(map) => {
            let rank = |key: &str| ORDER.split_whitespace().position(|known| known == key);
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| rank(key).unwrap_or(usize::MAX));
            for (key, value) in entries {
                let key = scalar(&Value::String(key.clone()));
                match short(value) {
                    Some(value) => rows.push(format!("{pad}{key}: {value}")),
                    None => {
                        rows.push(format!("{pad}{key}:"));
                        body(value, &deeper, rows);
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                let first = rows.len();
                match short(item) {
                    Some(item) => rows.push(format!("{pad}- {item}")),
                    None => {
                        body(item, &deeper, rows);
                        rows[first].replace_range(..deeper.len(), &format!("{pad}- "));
                    }
                }
            }
        }
        other => rows.push(format!("{pad}{}", scalar(other))),
    }
}

/// A value that stands on the line of its key or dash.
fn short(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map.is_empty().then(|| "{}".to_owned()),
        Value::Array(items) if items.iter().all(Value::is_number) => {
            Some(format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", ")))
        }
        // What is left is written with brackets and quotes, which YAML reads like JSON.
        Value::Array(items) if items.iter().any(Value::is_array) => Some(value.to_string()),
        Value::Array(_) => None,
        other => Some(scalar(other)),
    }
}

fn scalar(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    if text.starts_with(|letter: char| letter.is_ascii_digit()) && !text.contains(['\'', '\n']) {
        // `2XX` would do without, but has quotes like `302`.
        return format!("'{text}'");
    }
    match yaml_serde::to_string(value) {
        Ok(yaml) if !text.contains('\n') => yaml.trim_end().to_owned(),
        _ => value.to_string(),
    }
}
