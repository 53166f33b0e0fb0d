//! Parameters that several of our operations share, and that upstream changed for some.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use crate::{
    compare::{
        change::Change,
        operation::{Located, Operation},
    },
    document::{reference, value::items},
    snippets::{author::Author, draft::Draft},
};

const PARAMETERS: &str = "/components/parameters/";

/// The shared parameters of our document.
pub(super) struct Shared {
    /// The uses of each in operations that upstream has too: component, operation, pointer.
    uses: Vec<(String, String, String)>,
    /// The operations that a change of each concerns.
    concerned: BTreeMap<String, BTreeSet<String>>,
}

impl Shared {
    pub(super) fn of(ours: &Value, theirs: &Value, changes: &[Change]) -> Result<Self> {
        let (own, other) = (Operation::all(ours)?, Operation::all(theirs)?);
        let mut uses = Vec::new();
        for (_, operation) in own.iter().filter(|(key, _)| other.contains_key(key)) {
            for (index, item) in items(&operation.value["parameters"]).enumerate() {
                if let Some(component) = reference::target(item).and_then(component) {
                    let at = format!("{}/parameters/{index}", operation.at);
                    uses.push((component.to_owned(), operation.name(), at));
                }
            }
        }
        let mut concerned: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for change in changes {
            if let Some(component) = component(&change.pointer) {
                let operations = concerned.entry(component.to_owned()).or_default();
                operations.extend(change.operations.iter().cloned());
            }
        }
        Ok(Self { uses, concerned })
    }

    /// Is the change about a parameter that other operations keep?
    pub(super) fn is_kept_by_others(&self, change: &Change) -> bool {
        let Some(component) = component(&change.pointer) else { return false };
        let concerned = &self.concerned[component];
        self.uses.iter().any(|(it, operation, _)| it == component && !concerned.contains(operation))
    }

    /// Replaces the reference by the parameter where the change concerns it, with our description.
    pub(super) fn write_out(
        &self,
        draft: &mut Draft<'_>,
        author: &mut Author<'_>,
        change: &Change,
    ) -> Result<()> {
        let keys: Vec<&str> = change.upstream_pointer.split('/').collect();
        let list = keys.iter().position(|key| *key == "parameters").unwrap_or_default();
        let upstream = keys[..keys.len().min(list + 2)].join("/");
        let upstream = Located::follow(author.theirs, &upstream)?;
        let wanted = component(&change.pointer).unwrap_or_default();
        for (component, operation, at) in &self.uses {
            if component == wanted && change.operations.contains(operation) {
                let mut parameter = author.parameter(&upstream, "");
                let known = draft.get(component).cloned().unwrap_or_default();
                for key in ["description", "example"] {
                    if let (Some(words), Value::Object(new)) = (known.get(key), &mut parameter) {
                        new.insert(key.to_owned(), words.clone());
                    }
                }
                draft.replace(at, parameter);
            }
        }
        Ok(())
    }
}

/// Returns the shared parameter that a pointer leads into.
fn component(at: &str) -> Option<&str> {
    let name = at.strip_prefix(PARAMETERS)?;
    let end = name.find('/').map_or(at.len(), |end| PARAMETERS.len() + end);
    Some(&at[..end])
}
