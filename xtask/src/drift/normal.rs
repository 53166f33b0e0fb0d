//! Both documents in one form, so that a comparison sees what differs in
//! structure and nothing else. Every decision to look past a difference is
//! here or in `align.rs`, with its reason.

use serde_json::{Map, Value, json};

use crate::{
    document::{
        pointer,
        read::{self, METHODS, entries},
    },
    drift::{lower, parameters, parts},
};

/// Words for people. They change often, and no program depends on them.
pub(crate) const PROSE: [&str; 8] =
    ["description", "summary", "title", "example", "examples", "externalDocs", "$comment", "xml"];

/// Flags for which leaving out and `false` are the same.
const FLAGS: [&str; 6] =
    ["deprecated", "readOnly", "writeOnly", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"];

/// What the comparison of schemas looks at by itself.
const KNOWN: [&str; 14] = [
    "$ref",
    "type",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "discriminator",
];

/// The structure of a document. Pointers into the result lead, by way of
/// `pointer::resolve`, to the same thing in the document.
pub(crate) fn document(root: &Value) -> Value {
    let root = &written_out(root, root, false);
    let mut paths = Map::new();
    for (path, item) in entries(&root["paths"]).filter(|(path, _)| path.starts_with('/')) {
        let item = pointer::follow(root, item);
        let methods = entries(item).map(|(key, _)| key).filter(|key| METHODS.contains(key));
        let operations = methods.map(|method| (method.to_owned(), operation(root, item, method)));
        paths.insert(path.to_owned(), Value::Object(operations.collect()));
    }
    let named = |kind: &str, normal: fn(&Value) -> Value| -> Value {
        entries(&root["components"][kind]).map(|(name, it)| (name.to_owned(), normal(it))).collect()
    };
    let mut normal = json!({
        "openapi": "3.0.3",
        // The title is prose, and the version says nothing about structure.
        "info": { "title": "", "version": "" },
        "paths": paths,
        "components": {
            "parameters": named("parameters", parameter),
            "requestBodies": named("requestBodies", body),
            "responses": named("responses", response),
            "schemas": named("schemas", schema),
        },
    });
    let whole = normal.clone();
    melt(&whole, &mut normal, false);
    parts::sort(&mut normal);
    normal
}

/// The document with what a reference leads to in its place, if that is not a component: what
/// is compared need not have it at the same pointer. What is not compared stays as it is.
fn written_out(root: &Value, value: &Value, names: bool) -> Value {
    let target = pointer::reference(value).filter(|_| !names);
    if let Some(target) = target.filter(|target| !pointer::is_component(target)) {
        let target = root.pointer(target).unwrap_or(&Value::Null);
        let target = written_out(root, target, false);
        let beside = entries(value).filter(|(key, _)| *key != "$ref" && !PROSE.contains(key));
        let mut beside: Map<_, _> =
            beside.map(|(key, it)| (key.to_owned(), written_out(root, it, false))).collect();
        if beside.is_empty() {
            return target;
        }
        let parts = beside.entry("allOf").or_insert_with(|| json!([]));
        parts.as_array_mut().into_iter().for_each(|parts| parts.push(target.clone()));
        return Value::Object(beside);
    }
    match value {
        Value::Object(map) => {
            let all = map.iter().map(|(key, inner)| match names || read::is_followed(key) {
                true => {
                    let names = !names && read::has_names(key);
                    (key.clone(), written_out(root, inner, names))
                }
                false => (key.clone(), inner.clone()),
            });
            all.collect()
        }
        Value::Array(items) => items.iter().map(|it| written_out(root, it, false)).collect(),
        other => other.clone(),
    }
}

/// What is said beside a reference, and what the reference leads to, as one
/// schema: whether it may be null is a question about the two together.
fn melt(root: &Value, value: &mut Value, names: bool) {
    if let Value::Object(map) = value
        && !names
    {
        let part = map.get("allOf").and_then(Value::as_array).filter(|parts| parts.len() == 1);
        let inner = part.map(|parts| pointer::follow(root, &parts[0]).clone());
        if let Some(Value::Object(inner)) = inner {
            map.remove("allOf");
            for (key, value) in inner {
                map.entry(key).or_insert(value);
            }
        }
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut().filter(|(key, _)| names || !is_data(key)) {
                melt(root, inner, !names && key == "properties");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| melt(root, item, false)),
        _ => {}
    }
}

/// Whether what stands under a key is no part of the document, and a `$ref` in it no reference.
pub(crate) fn is_data(key: &str) -> bool {
    key == "enum" || key.starts_with("x-")
}

fn operation(root: &Value, item: &Value, method: &str) -> Value {
    let operation = &item[method];
    let parameters = parameters::of(root, item, method);
    let mut normal = json!({
        "parameters": parameters.iter().map(|(_, it)| parameter(it)).collect::<Vec<_>>(),
        "responses": entries(&operation["responses"])
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, it)| (status.to_owned(), response(it)))
            .collect::<Map<_, _>>(),
    });
    if let Some(it) = operation.get("requestBody") {
        normal["requestBody"] = body(it);
    }
    normal
}

pub(crate) fn parameter(parameter: &Value) -> Value {
    if let Some(reference) = parameter.get("$ref") {
        return json!({ "$ref": reference });
    }
    let mut normal = json!({
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter["required"] == true || parameter["in"] == "path",
    });
    match parameter.get("schema") {
        Some(it) => normal["schema"] = schema(it),
        None => normal["content"] = content(&parameter["content"]),
    }
    normal
}

fn body(body: &Value) -> Value {
    match body.get("$ref") {
        Some(reference) => json!({ "$ref": reference }),
        None => {
            json!({ "required": body["required"] == true, "content": content(&body["content"]) })
        }
    }
}

/// Headers and links of answers are left out: the crate hands out all headers
/// as they come, and nothing of it is made from their description.
fn response(response: &Value) -> Value {
    match response.get("$ref") {
        Some(reference) => json!({ "$ref": reference }),
        None => json!({ "description": "", "content": content(&response["content"]) }),
    }
}

fn content(content: &Value) -> Value {
    let media = entries(content).map(|(media, body)| {
        let body = body.get("schema").map(|it| json!({ "schema": schema(it) }));
        (media.to_owned(), body.unwrap_or_else(|| json!({})))
    });
    media.collect()
}

/// The structure of a schema.
///
/// `drift` looks at the words of 3.0 only, and not at all of them: it takes no
/// notice of `nullable`. It does notice when extensions differ, so what it
/// would miss goes there, under names that `node.rs` reads.
pub(crate) fn schema(schema: &Value) -> Value {
    let map = match schema {
        Value::Bool(false) => return json!({ "not": {} }),
        Value::Object(map) => lower::schema(map),
        _ => return json!({}),
    };
    let mut normal = Map::new();
    let mut rest = Map::new();
    let whole = map.get("type").is_some_and(|it| it == "integer");
    for (key, value) in map {
        match key.as_str() {
            key if PROSE.contains(&key) => {}
            // A default in our document would be sent with every request, so
            // there it stands where the generator does not look.
            "default" | "x-default" => _ = normal.insert("x-default".into(), value),
            key if key.starts_with("x-") => {}
            "nullable" => {
                if value == true {
                    normal.insert("nullable".into(), json!(true));
                    normal.insert("x-nullable".into(), json!(true));
                }
            }
            key if FLAGS.contains(&key) => {
                if value == true {
                    normal.insert(key.into(), value);
                }
            }
            "properties" => {
                let inner = entries(&value).map(|(name, it)| (name.to_owned(), self::schema(it)));
                normal.insert(key, inner.collect());
            }
            "items" | "not" => _ = normal.insert(key, self::schema(&value)),
            "additionalProperties" => match value {
                // Anything may be added unless it says otherwise.
                Value::Bool(true) => {}
                Value::Bool(false) => _ = normal.insert(key, value),
                inner => match self::schema(&inner) {
                    Value::Object(map) if map.is_empty() => {}
                    inner => _ = normal.insert(key, inner),
                },
            },
            "allOf" | "anyOf" | "oneOf" => {
                let parts = value.as_array().into_iter().flatten().map(self::schema);
                normal.insert(key, parts.collect());
            }
            // Sets, in whatever order they are written.
            "required" | "enum" => _ = normal.insert(key, sorted(&value)),
            key if KNOWN.contains(&key) => match limit(key, &value, whole) {
                Some(value) => _ = normal.insert(key.into(), value),
                None => _ = rest.insert(key.into(), value),
            },
            _ => _ = rest.insert(key, value),
        }
    }
    if normal.get("required").is_some_and(|list| list == &json!([])) {
        normal.remove("required");
    }
    if !rest.is_empty() {
        normal.insert("x-rest".into(), Value::Object(rest));
    }
    imply_type(&mut normal);
    unwrap(normal)
}

/// A limit as `drift` reads it; none if it has no number for it. A number beyond all that there
/// are limits as little as the last of them: it is what JavaScript makes of that.
fn limit(key: &str, value: &Value, whole: bool) -> Option<Value> {
    let count =
        key.starts_with("min") && key != "minimum" || key.starts_with("max") && key != "maximum";
    let bound = key.ends_with("imum") || key == "multipleOf";
    let integral = value.as_f64().filter(|number| number.fract() == 0.0);
    match integral {
        // `as` gives the nearest that there is.
        Some(number) if count && number >= 0.0 => {
            Some(value.as_u64().unwrap_or(number as u64).into())
        }
        Some(number) if bound && whole => Some(value.as_i64().unwrap_or(number as i64).into()),
        _ if count || bound => value.as_f64().filter(|_| bound && !whole).map(|_| value.clone()),
        _ => Some(value.clone()),
    }
}

fn sorted(list: &Value) -> Value {
    let mut items = list.as_array().cloned().unwrap_or_default();
    items.sort_by_key(Value::to_string);
    items.dedup();
    Value::Array(items)
}

/// A schema with properties is an object, whether it says so or not.
fn imply_type(schema: &mut Map<String, Value>) {
    let combined = ["$ref", "allOf", "anyOf", "oneOf", "not"];
    if schema.contains_key("type") || combined.iter().any(|key| schema.contains_key(*key)) {
        return;
    }
    let strings = schema.get("enum").and_then(Value::as_array);
    let strings = strings.is_some_and(|values| values.iter().all(Value::is_string));
    let implied =
        if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
            "object"
        } else if schema.contains_key("items") {
            "array"
        } else if strings {
            "string"
        } else {
            return;
        };
    schema.insert("type".into(), json!(implied));
}

/// In 3.0 nothing may stand beside a reference, so what says something about
/// one place stands beside an `allOf` of the reference. In 3.1 it may. Both
/// become the reference alone if there is nothing else but prose, and an
/// `allOf` otherwise.
fn unwrap(mut schema: Map<String, Value>) -> Value {
    if schema.len() > 1
        && let Some(reference) = schema.remove("$ref")
    {
        let parts = schema.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(parts) = parts {
            parts.push(json!({ "$ref": reference }));
        }
        return Value::Object(schema);
    }
    let part = match schema.get("allOf") {
        Some(Value::Array(parts)) if parts.len() == 1 => parts[0].clone(),
        _ => return Value::Object(schema),
    };
    match part {
        part if schema.len() == 1 => part,
        Value::Object(inner)
            if !inner.contains_key("$ref") && inner.keys().all(|key| !schema.contains_key(key)) =>
        {
            schema.remove("allOf");
            schema.extend(inner);
            Value::Object(schema)
        }
        _ => Value::Object(schema),
    }
}
