//! Which operations use a component, be it by way of others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    document::{pointer, read::METHODS},
    drift::place,
};

/// The references of a document, each from what it leads to back to what holds it.
pub(crate) struct Users {
    /// A component, and what refers to it: components, operations, paths; as pointers.
    holders: BTreeMap<String, BTreeSet<String>>,
}

impl Users {
    pub(crate) fn of(root: &Value) -> Self {
        let mut holders: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        pointer::references(root, "", &mut |at, target| {
            if let Some(target) = component(target) {
                let holder = component(at).unwrap_or_else(|| start(at));
                holders.entry(target).or_default().insert(holder);
            }
        });
        Self { holders }
    }

    /// The operations that use a component, as `GET /path`.
    pub(crate) fn operations(&self, component: &str) -> BTreeSet<String> {
        let is_operation =
            |at: &&str| at.rsplit('/').next().is_some_and(|last| METHODS.contains(&last));
        let users = self.users(component).into_iter().filter(is_operation);
        users.filter_map(place::operation).collect()
    }

    fn users<'a>(&'a self, component: &'a str) -> BTreeSet<&'a str> {
        let mut known = BTreeSet::new();
        let mut next = vec![component];
        while let Some(component) = next.pop() {
            for holder in self.holders.get(component).into_iter().flatten() {
                if known.insert(holder.as_str()) {
                    next.push(holder);
                }
            }
        }
        known
    }
}

/// The component that a pointer leads into, as a pointer.
pub(crate) fn component(pointer: &str) -> Option<String> {
    let start = start(pointer);
    (start.starts_with("/components/") && start.matches('/').count() == 3).then_some(start)
}

/// As much of a pointer as leads to a component or to an operation.
fn start(pointer: &str) -> String {
    pointer.split('/').take(4).collect::<Vec<_>>().join("/")
}
