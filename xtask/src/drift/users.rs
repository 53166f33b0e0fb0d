//! Which operations use a component, be it by way of others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    document::{pointer, read::METHODS},
    drift::place,
};

/// The references of a document, each from what it leads to back to what holds it.
pub(crate) struct Users {
    /// A component, and the components and operations that refer to it, as pointers.
    holders: BTreeMap<String, BTreeSet<String>>,
}

impl Users {
    pub(crate) fn of(root: &Value) -> Self {
        let mut holders = BTreeMap::new();
        collect(root, "", &mut holders);
        Self { holders }
    }

    /// The operations that use a component, as `GET /path`.
    pub(crate) fn operations(&self, component: &str) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        let mut next = vec![component];
        while let Some(component) = next.pop() {
            for holder in self.holders.get(component).into_iter().flatten() {
                if known.insert(holder.as_str()) {
                    next.push(holder);
                }
            }
        }
        known.into_iter().filter_map(place::operation).collect()
    }
}

fn collect(value: &Value, at: &str, holders: &mut BTreeMap<String, BTreeSet<String>>) {
    if let Some(target) = pointer::reference(value).and_then(component)
        && let Some(holder) = component(at).or_else(|| operation(at))
    {
        holders.entry(target).or_default().insert(holder);
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                collect(inner, &format!("{at}/{}", pointer::escape(key)), holders);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                collect(inner, &format!("{at}/{index}"), holders);
            }
        }
        _ => {}
    }
}

/// The component that a pointer leads into, as a pointer.
pub(crate) fn component(pointer: &str) -> Option<String> {
    let segments: Vec<&str> = pointer.split('/').take(4).collect();
    (segments.len() == 4 && segments[1] == "components").then(|| segments.join("/"))
}

/// The operation that a pointer leads into, as a pointer.
fn operation(pointer: &str) -> Option<String> {
    let segments: Vec<&str> = pointer.split('/').take(4).collect();
    let within = segments.len() == 4 && segments[1] == "paths" && METHODS.contains(&segments[3]);
    within.then(|| segments.join("/"))
}
