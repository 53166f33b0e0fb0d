//! JSON pointers into a document, through its references.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What a reference stands for; anything else stands for itself. The document
/// has been checked: no reference is broken or leads back to itself.
pub(crate) fn follow<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    while let Some(target) = reference(value).and_then(|reference| root.pointer(reference)) {
        value = target;
    }
    value
}

/// Decodes the references of a document: they are URIs, and may be percent-encoded.
pub(crate) fn decode(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && reference.starts_with('#')
                && let Ok(decoded) = percent_decode_str(reference).decode_utf8()
            {
                *reference = decoded.into_owned();
            }
            map.values_mut().for_each(decode);
        }
        Value::Array(items) => items.iter_mut().for_each(decode),
        _ => {}
    }
}

/// The components that are compared as such.
const KINDS: [&str; 4] = ["schemas", "parameters", "requestBodies", "responses"];

/// Whether a pointer leads to a component, and not into one or elsewhere.
pub(crate) fn is_component(pointer: &str) -> bool {
    let mut segments = pointer.split('/').skip(1);
    segments.next() == Some("components")
        && segments.next().is_some_and(|kind| KINDS.contains(&kind))
        && segments.count() == 1
}

/// The pointer that a `$ref` holds.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix('#').filter(|pointer| pointer.starts_with('/'))
}

/// Shows every reference in a value, not followed: the pointer to where it stands, beginning
/// with `at`, and the one that it holds.
pub(crate) fn references<'a>(value: &'a Value, at: &str, see: &mut impl FnMut(&str, &'a str)) {
    if let Some(target) = reference(value) {
        see(at, target);
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                references(inner, &format!("{at}/{}", escape(key)), see);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                references(inner, &format!("{at}/{index}"), see);
            }
        }
        _ => {}
    }
}

/// The pointer to what really holds the node, and the node.
///
/// The segments come from a comparison of documents that were brought to one
/// form, so they may leave out what that form does not have: a reference, the
/// `allOf` round a single schema, a range that stands for a status.
pub(crate) fn resolve<'a>(root: &'a Value, pointer: &str) -> Option<(String, &'a Value)> {
    let mut place = String::new();
    let mut node = root;
    for segment in pointer.split('/').skip(1).map(unescape) {
        loop {
            if let Some(target) = reference(node) {
                place = target.to_owned();
                node = root.pointer(target)?;
                continue;
            }
            if let Some(key) = step(node, &segment) {
                place = format!("{place}/{}", escape(&key));
                node = child(node, &key)?;
                break;
            }
            let (key, inner) = only_part(node)?;
            place = format!("{place}/{key}/0");
            node = inner;
            if segment == "0" {
                break;
            }
        }
    }
    Some((place, node))
}

/// The schema that an `allOf`, `anyOf` or `oneOf` of one consists of.
fn only_part(node: &Value) -> Option<(&'static str, &Value)> {
    ["allOf", "anyOf", "oneOf"].into_iter().find_map(|key| match node[key].as_array()?.as_slice() {
        [inner] => Some((key, inner)),
        _ => None,
    })
}

fn step(node: &Value, segment: &str) -> Option<String> {
    let range = segment.get(..1).map(|class| format!("{class}XX"));
    let names = match segment {
        "request_body" => vec!["requestBody".to_owned()],
        _ if segment.len() == 3 => vec![segment.to_owned(), range?],
        _ => vec![segment.to_owned()],
    };
    names.into_iter().find(|name| child(node, name).is_some())
}

fn child<'a>(node: &'a Value, key: &str) -> Option<&'a Value> {
    match node {
        Value::Object(map) => map.get(key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

pub(crate) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
