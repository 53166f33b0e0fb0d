//! The schemas of an `allOf`, `anyOf` or `oneOf`, whose order says nothing.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    document::{pointer, read::entries},
    drift::normal::is_data,
};

const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Brings the parts into an order that comes from what they are, so that the same ones stand
/// in the same order, whatever they are called and wherever they are.
pub(crate) fn sort(root: &mut Value) {
    let whole = root.clone();
    let mut names = Names { root: &whole, known: BTreeMap::new() };
    sort_below(root, &mut names, false);
}

fn sort_below(value: &mut Value, names: &mut Names<'_>, are_names: bool) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut().filter(|(key, _)| are_names || !is_data(key)) {
                if let Value::Array(parts) = inner
                    && LISTS.contains(&key.as_str())
                {
                    parts.sort_by_cached_key(|part| names.rank(part));
                }
                sort_below(inner, names, !are_names && key == "properties");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| sort_below(item, names, false)),
        _ => {}
    }
}

/// The pointer to the list of parts that a pointer leads into, or else the pointer itself: the
/// position of a part is another one in the file.
pub(crate) fn around(root: &Value, pointer: &str) -> String {
    let ends = pointer.match_indices('/').map(|(end, _)| end).skip(1).chain([pointer.len()]);
    let mut starts = ends.map(|end| &pointer[..end]);
    starts.find(|at| is_list(root, at)).unwrap_or(pointer).to_owned()
}

/// Whether several parts stand at a pointer.
pub(crate) fn is_list(root: &Value, at: &str) -> bool {
    let named = at.rsplit('/').next().is_some_and(|name| LISTS.contains(&name));
    let node = pointer::resolve(root, at).filter(|_| named);
    node.and_then(|(_, node)| node.as_array()).is_some_and(|parts| parts.len() > 1)
}

/// What stands for a schema and all that it refers to.
type Name = [u8; 32];

struct Names<'a> {
    root: &'a Value,
    /// Of what is referred to, as one thing may be in many places.
    known: BTreeMap<String, Name>,
}

impl Names<'_> {
    /// The same for what is the same, and near for what is like it.
    fn rank(&mut self, part: &Value) -> (String, String, Name) {
        let schema = pointer::follow(self.root, part);
        let fields = entries(&schema["properties"]).map(|(name, _)| name).collect::<Vec<_>>();
        (schema["type"].to_string(), fields.join(","), self.name(part, false))
    }

    fn name(&mut self, value: &Value, names: bool) -> Name {
        if let Some(target) = pointer::reference(value).filter(|_| !names) {
            if let Some(name) = self.known.get(target) {
                return *name;
            }
            if let Some(inner) = self.root.pointer(target) {
                let name = self.name(inner, false);
                self.known.insert(target.to_owned(), name);
                return name;
            }
        }
        let mut hash = Sha256::new();
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    hash.update(key.as_bytes());
                    hash.update(b"{");
                    match inner {
                        inner if !names && is_data(key) => hash.update(inner.to_string()),
                        Value::Array(parts) if LISTS.contains(&key.as_str()) => {
                            let mut parts: Vec<Name> =
                                parts.iter().map(|part| self.name(part, false)).collect();
                            parts.sort_unstable();
                            parts.iter().for_each(|name| hash.update(name));
                        }
                        inner => hash.update(self.name(inner, !names && key == "properties")),
                    }
                }
            }
            Value::Array(items) => {
                hash.update(b"[");
                items.iter().for_each(|item| hash.update(self.name(item, false)));
            }
            other => hash.update(other.to_string()),
        }
        hash.finalize().into()
    }
}
