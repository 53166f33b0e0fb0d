//! Upstream's structure in the form that our document has.

pub(super) mod operation;
pub(super) mod schema;

use std::collections::BTreeMap;

use serde_json::Value;

/// Writes parts of upstream's document in our form.
pub(super) struct Author<'a> {
    ours: &'a Value,
    pub(super) theirs: &'a Value,
    /// The component schemas that the text refers to and our document lacks.
    components: BTreeMap<String, Value>,
    /// Those of them that have not been taken.
    new: Vec<String>,
    /// The parts being written, from the outside in.
    within: Vec<String>,
}

impl<'a> Author<'a> {
    pub(super) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        let (components, new, within) = Default::default();
        Self { ours, theirs, components, new, within }
    }

    /// Takes the component schemas that are needed now.
    pub(super) fn take_components(&mut self) -> Vec<(String, Value)> {
        let new = std::mem::take(&mut self.new).into_iter();
        new.map(|name| (name.clone(), self.components[&name].clone())).collect()
    }

    /// Returns the value at a pointer into upstream's document.
    pub(super) fn upstream(&self, at: &str) -> &'a Value {
        self.theirs.pointer(at).unwrap_or(&Value::Null)
    }
}
