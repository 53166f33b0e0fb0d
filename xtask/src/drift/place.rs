//! Where something is, in words: `GET /v2/workflows/dlq: query parameter label`.

use serde_json::Value;

use crate::document::pointer;

/// The words for a pointer into a document in normal form. They do not contain
/// positions in lists, so they stay the same when something is put before.
pub(crate) fn describe(root: &Value, pointer: &str) -> String {
    let segments: Vec<String> = pointer.split('/').skip(1).map(pointer::unescape).collect();
    let mut words = String::new();
    let mut at = String::new();
    let mut rest = segments.as_slice();
    while let [segment, tail @ ..] = rest {
        let step = |count: usize| rest[..count].iter().map(|s| format!("/{}", pointer::escape(s)));
        let (taken, text) = match (segment.as_str(), tail) {
            ("paths", [path, method, ..]) => (3, format!("{} {path}", method.to_uppercase())),
            ("components", [kind, name, ..]) if kind == "schemas" => (3, format!("schema {name}")),
            ("components", [kind, name, ..]) => {
                let node = pointer::resolve(root, &format!("/components/{kind}/{name}"));
                (3, node.map(|(_, node)| named(node, name)).unwrap_or_else(|| name.clone()))
            }
            ("parameters", [index, ..]) => {
                let node = pointer::resolve(root, &format!("{at}/parameters/{index}"));
                (2, node.map(|(_, node)| named(follow(root, node), index)).unwrap_or_default())
            }
            ("responses", [status, ..]) => (2, format!("answer {status}")),
            ("requestBody" | "request_body", _) => (1, "body".to_owned()),
            ("content", [_, tail @ ..]) => (2 + usize::from(!tail.is_empty()), String::new()),
            ("properties", [name, ..]) => (2, format!(".{name}")),
            ("items", _) => (1, "[]".to_owned()),
            ("additionalProperties", _) => (1, ".*".to_owned()),
            ("allOf" | "anyOf" | "oneOf", [_, ..]) => (2, String::new()),
            _ => (1, String::new()),
        };
        at.extend(step(taken));
        if !words.is_empty() && text.starts_with(char::is_alphabetic) {
            words.push_str(": ");
        }
        words.push_str(&text);
        rest = &rest[taken..];
    }
    words
}

/// The operation that a pointer leads into, as `GET /path`.
pub(crate) fn operation(pointer: &str) -> Option<String> {
    let mut segments = pointer.split('/').skip(1).map(pointer::unescape);
    if segments.next()? != "paths" {
        return None;
    }
    let path = segments.next()?;
    Some(format!("{} {path}", segments.next()?.to_uppercase()))
}

fn named(node: &Value, otherwise: &str) -> String {
    match (node["in"].as_str(), node["name"].as_str()) {
        (Some(place), Some(name)) => format!("{place} parameter {name}"),
        _ => otherwise.to_owned(),
    }
}

fn follow<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    pointer::follow(root, node)
}
