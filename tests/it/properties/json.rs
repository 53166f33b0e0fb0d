//! JSON of every kind: any at all, what a schema of the document allows, and almost that.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use crate::document::resolve;

/// Any JSON of limited size, with numbers and texts that break decoders.
pub(crate) fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(&[-1_i64, 0, 1, i64::MIN, i64::MAX, 1 << 53]).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((text(), inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
    .boxed()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", any::<String>(), "-?[0-9]{1,20}", Just("/wA=".to_owned())]
}

/// A value of a schema.
pub(crate) fn valid(document: &Value, schema: &Value) -> BoxedStrategy<Value> {
    let schema = resolve(document, schema);
    if schema["enum"].is_array() {
        let values = schema["enum"].as_array().cloned().unwrap_or_default();
        return prop_oneof![4 => select(values), 1 => text().prop_map(Value::from)].boxed();
    }
    if let Some(parts) = schema["anyOf"].as_array() {
        return prop::strategy::Union::new(parts.iter().map(|part| valid(document, part))).boxed();
    }
    // The one pattern that affects decoding: a whole number.
    if schema["pattern"] == "^-?[0-9]+$" {
        return any::<i64>().prop_map(|number| number.to_string().into()).boxed();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), _) => text().prop_map(Value::from).boxed(),
        (Some("integer"), _) if schema["minimum"] == 0 => {
            any::<u64>().prop_map(Value::from).boxed()
        }
        (Some("integer"), _) => any::<i64>().prop_map(Value::from).boxed(),
        (Some("boolean"), _) => any::<bool>().prop_map(Value::from).boxed(),
        (Some("array"), _) => {
            let item = valid(document, &schema["items"]);
            proptest::collection::vec(item, 0..3).prop_map(Value::from).boxed()
        }
        (Some("object"), _) if schema["properties"].is_object() => object(document, schema),
        (Some("object"), _) => {
            let value = match &schema["additionalProperties"] {
                Value::Object(_) => valid(document, &schema["additionalProperties"]),
                _ => anything(),
            };
            proptest::collection::vec((text(), value), 0..3)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
                .boxed()
        }
        (None, _) => anything(),
        (other, format) => panic!("no values for the type {other:?}, {format:?}"),
    }
}

fn object(document: &Value, schema: &Value) -> BoxedStrategy<Value> {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    let mut fields: BoxedStrategy<Map<String, Value>> = Just(Map::new()).boxed();
    for (name, property) in properties {
        let value = valid(document, &property);
        let value = match required.contains(&json!(name)) {
            true => value.prop_map(Some).boxed(),
            false => proptest::option::of(value).boxed(),
        };
        fields = (fields, value)
            .prop_map(move |(mut fields, value)| {
                fields.extend(value.map(|value| (name.clone(), value)));
                fields
            })
            .boxed();
    }
    fields.prop_map(Value::Object).boxed()
}

/// The value with another value somewhere in it.
pub(crate) fn mutated(mut value: Value, at: Index, new: &Value) -> Value {
    fn visit(value: &mut Value, left: &mut usize, new: &Value) {
        if *left == 0 {
            *value = new.clone();
        }
        *left = left.wrapping_sub(1);
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| visit(item, left, new)),
            Value::Object(map) => map.values_mut().for_each(|item| visit(item, left, new)),
            _ => {}
        }
    }
    fn count(value: &Value) -> usize {
        1 + match value {
            Value::Array(items) => items.iter().map(count).sum(),
            Value::Object(map) => map.values().map(count).sum(),
            _ => 0,
        }
    }
    let mut left = at.index(count(&value));
    visit(&mut value, &mut left, new);
    value
}
