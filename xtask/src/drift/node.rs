//! How two schemas differ, without the schemas inside them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::finding::{Class, Direction, Finding, Kind},
};

/// What makes a schema another type.
const TYPE: [&str; 2] = ["type", "format"];

/// Limits, and whether a greater number allows more.
const LIMITS: [(&str, bool); 8] = [
    ("minimum", false),
    ("maximum", true),
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// Limits that cannot be told to be wider or narrower.
const OTHER_LIMITS: [&str; 5] =
    ["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "uniqueItems"];

/// What is compared as a whole, if it is not gone into.
const WHOLE: [&str; 4] = ["additionalProperties", "allOf", "anyOf", "oneOf"];

/// What says something about a value without being part of it.
const ABOUT: [&str; 4] = ["x-rest", "discriminator", "readOnly", "writeOnly"];

/// The differences of two schemas in normal form, at `place`.
pub(crate) fn structure(ours: &Value, theirs: &Value, way: Direction, place: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = adder(&mut found, way, place);
    if kind(ours) != kind(theirs) {
        add(Kind::TypeChanged, Class::Breaking, place.into(), &brief(ours), &brief(theirs));
    } else {
        properties(ours, theirs, way, place, &mut add);
        values(ours, theirs, place, &mut add);
        limits(ours, theirs, way, place, &mut add);
        for key in WHOLE.into_iter().filter(|key| shape(&ours[*key]) != shape(&theirs[*key])) {
            let (place, ours, theirs) = (format!("{place} {key}"), &ours[key], &theirs[key]);
            add(Kind::SchemaChanged, Class::Breaking, place, ours, theirs);
        }
    }
    drop(add);
    found
}

/// The differences in what two schemas say beside their structure.
pub(crate) fn metadata(ours: &Value, theirs: &Value, way: Direction, place: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = adder(&mut found, way, place);
    let flags = |key: &str| (ours[key] == true, theirs[key] == true);
    match flags("x-nullable") {
        (false, true) => {
            add(Kind::NullAdded, way.widened(), place.into(), &json!(false), &json!(true));
        }
        (true, false) => {
            add(Kind::NullRemoved, way.narrowed(), place.into(), &json!(true), &json!(false));
        }
        _ => {}
    }
    let kind = match flags("deprecated") {
        (false, true) => Some(Kind::DeprecationAdded),
        (true, false) => Some(Kind::DeprecationRemoved),
        _ => None,
    };
    if let Some(kind) = kind {
        let (before, after) = flags("deprecated");
        let place = format!("{place} deprecated");
        add(kind, Class::Compatible, place, &json!(before), &json!(after));
    }
    let (own, other) = (&ours["x-default"], &theirs["x-default"]);
    if own != other {
        // A program that leaves it out gets something else. Where only one
        // side says what it gets, nothing need have changed.
        let said = !own.is_null() && !other.is_null() && way != Direction::Answer;
        let class = if said { Class::Breaking } else { Class::Compatible };
        add(Kind::DefaultChanged, class, format!("{place} default"), own, other);
    }
    for key in ABOUT.into_iter().filter(|key| ours[*key] != theirs[*key]) {
        let (place, ours, theirs) = (format!("{place} {key}"), &ours[key], &theirs[key]);
        add(Kind::SchemaChanged, Class::Breaking, place, ours, theirs);
    }
    drop(add);
    found
}

fn adder(
    found: &mut Vec<Finding>,
    way: Direction,
    root: &str,
) -> impl FnMut(Kind, Class, String, &Value, &Value) {
    use Kind::{PropertyAdded, PropertyNowOptional, PropertyNowRequired, PropertyRemoved};
    move |kind, class, place, ours, theirs| {
        let mut finding = Finding::new(kind, class, place).values(ours, theirs);
        finding.direction = Some(way);
        if matches!(
            kind,
            PropertyAdded | PropertyNowOptional | PropertyNowRequired | PropertyRemoved
        ) {
            let name = finding.place.get(root.len() + 1..).map(pointer::escape);
            let below = format!("/properties/{}", name.unwrap_or_default());
            finding = finding.at(below.clone(), below);
        }
        found.push(finding);
    }
}

type Add<'a> = dyn FnMut(Kind, Class, String, &Value, &Value) + 'a;

fn properties(ours: &Value, theirs: &Value, way: Direction, place: &str, add: &mut Add<'_>) {
    let (own, other) = (&ours["properties"], &theirs["properties"]);
    let (needed, other_needed) = (set(&ours["required"]), set(&theirs["required"]));
    for (name, schema) in entries(own) {
        if other.get(name).is_none() {
            let place = format!("{place}.{name}");
            add(Kind::PropertyRemoved, Class::Breaking, place, &brief(schema), &Value::Null);
        }
    }
    for (name, schema) in entries(other) {
        if own.get(name).is_none() {
            let required = other_needed.contains(&json!(name).to_string());
            let class = if required { way.narrowed() } else { Class::Compatible };
            let place = format!("{place}.{name}");
            add(Kind::PropertyAdded, class, place, &Value::Null, &brief(schema));
        }
    }
    for (name, _) in entries(own).filter(|(name, _)| other.get(name).is_some()) {
        let name_as_value = json!(name).to_string();
        let (before, after) =
            (needed.contains(&name_as_value), other_needed.contains(&name_as_value));
        let place = format!("{place}.{name}");
        match (before, after) {
            (false, true) => {
                let class = way.narrowed();
                add(Kind::PropertyNowRequired, class, place, &json!(false), &json!(true));
            }
            (true, false) => {
                add(Kind::PropertyNowOptional, way.widened(), place, &json!(true), &json!(false));
            }
            _ => {}
        }
    }
}

/// A value more is compatible in an answer too: our enumerations are open. Values that are
/// gone, be it all of them, take variants out of the crate that programs may name.
fn values(ours: &Value, theirs: &Value, place: &str, add: &mut Add<'_>) {
    if ours["enum"].is_array() != theirs["enum"].is_array() {
        let (ours, theirs) = (&ours["enum"], &theirs["enum"]);
        return add(Kind::SchemaChanged, Class::Breaking, format!("{place} enum"), ours, theirs);
    }
    let (own, other) = (&ours["enum"], &theirs["enum"]);
    for value in list(own).filter(|value| !list(other).any(|it| it == *value)) {
        let place = format!("{place} = {}", text(value));
        add(Kind::EnumValueRemoved, Class::Breaking, place, value, &Value::Null);
    }
    for value in list(other).filter(|value| !list(own).any(|it| it == *value)) {
        let place = format!("{place} = {}", text(value));
        add(Kind::EnumValueAdded, Class::Compatible, place, &Value::Null, value);
    }
}

fn limits(ours: &Value, theirs: &Value, way: Direction, place: &str, add: &mut Add<'_>) {
    for (key, greater_is_wider) in LIMITS {
        let (own, other) = (ours[key].as_f64(), theirs[key].as_f64());
        if own == other {
            continue;
        }
        let wider = match (own, other) {
            (Some(own), Some(other)) => (other > own) == greater_is_wider,
            (own, _) => own.is_some(),
        };
        // The generated types do not know limits, so an answer beyond one is read as well.
        let class =
            if wider || way == Direction::Answer { Class::Compatible } else { Class::Breaking };
        add(Kind::LimitChanged, class, format!("{place} {key}"), &ours[key], &theirs[key]);
    }
    for key in OTHER_LIMITS.into_iter().filter(|key| ours[*key] != theirs[*key]) {
        let gone = theirs[key].is_null() || way == Direction::Answer;
        let class = if gone { Class::Compatible } else { Class::Breaking };
        add(Kind::LimitChanged, class, format!("{place} {key}"), &ours[key], &theirs[key]);
    }
}

/// What kind of thing a schema describes.
fn kind(schema: &Value) -> Vec<&Value> {
    let combined = ["allOf", "anyOf", "oneOf", "not"];
    let parts = combined.iter().filter_map(|key| schema.get(key).map(|_| &Value::Null));
    TYPE.iter().map(|key| &schema[*key]).chain(parts).collect()
}

/// Of schemas inside, only whether they are there: they are gone into.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) if map.keys().any(|key| key == "type" || key == "$ref") => json!({}),
        Value::Array(items) if items.iter().all(Value::is_object) => json!(items.len()),
        other => other.clone(),
    }
}

/// A schema in a few words, for the report.
pub(crate) fn brief(schema: &Value) -> Value {
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    let kind = schema["type"].as_str().or(name).unwrap_or("any value");
    let words = match (kind, schema["format"].as_str(), schema.get("items")) {
        ("array", _, Some(items)) => format!("array of {}", text(&brief(items))),
        (kind, Some(format), _) => format!("{kind} ({format})"),
        (kind, None, _) => kind.to_owned(),
    };
    Value::String(words)
}

fn set(value: &Value) -> BTreeSet<String> {
    list(value).map(Value::to_string).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A value as people write it.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
