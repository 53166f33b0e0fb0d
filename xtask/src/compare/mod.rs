//! Compares two OpenAPI documents by structure: operations, parameters, bodies, responses,
//! schemas, servers, security. Never prose.

mod access;
pub(crate) mod change;
mod comparison;
mod content;
mod differences;
#[cfg(test)]
mod hostile;
mod moved;
pub(crate) mod operation;
mod parameters;
mod responses;
pub(crate) mod schema;
mod walk;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

pub(crate) use self::differences::INNER;
use self::{
    change::{Change, Direction},
    comparison::Comparison,
    operation::{Located, Operation},
    walk::Walk,
};

/// Returns all differences of upstream's document from ours. Both have been checked.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> Result<Vec<Change>> {
    let own = Operation::all(ours).context("our document")?;
    let other = Operation::all(theirs).context("upstream's document")?;
    let mut comparison = Comparison::new(ours, theirs);
    comparison.found.extend(access::everywhere(ours, theirs));
    for (key, own) in &own {
        if let Some(other) = other.get(key) {
            comparison.operation(own, other)?;
        }
    }
    let gone = own.iter().filter(|(key, _)| !other.contains_key(key));
    let new = other.iter().filter(|(key, _)| !own.contains_key(key));
    let (gone, new) = (gone.map(|(_, it)| it).collect(), new.map(|(_, it)| it).collect());
    comparison.found.extend(moved::pair(gone, new)?);
    let mut found = unique(comparison.finish()?);
    found.sort_by_key(|it| (it.operations.clone(), it.place.clone(), it.kind));
    Ok(found)
}

/// Are two schemas, at pointers into the two documents, the same?
pub(crate) fn is_same_schema(ours: &Value, own: &str, theirs: &Value, other: &str) -> bool {
    let mut walk = Walk::new(ours, theirs);
    walk.start("", (own, other), Direction::Both, "");
    walk.compare_met().is_empty()
}

/// Are two parameters, at pointers into the two documents, the same?
pub(crate) fn is_same_parameter(ours: &Value, own: &str, theirs: &Value, other: &str) -> bool {
    let (own, other) = (Located::follow(ours, own), Located::follow(theirs, other));
    let (Ok(own), Ok(other)) = (own, other) else { return false };
    let mut comparison = Comparison::new(ours, theirs);
    comparison.parameter("", &own, &other);
    let named = ["name", "in"].iter().all(|key| own.text(key) == other.text(key));
    named && comparison.found.is_empty() && comparison.walk.compare_met().is_empty()
}

/// Joins the same difference in several operations and directions into one change with the worst
/// class of them.
fn unique(found: Vec<Change>) -> Vec<Change> {
    let mut all: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for change in found {
        let known = all.entry(change.place.clone()).or_default();
        match known.iter_mut().find(|it| it.is_same(&change)) {
            None => known.push(change),
            Some(it) => {
                it.class = it.class.max(change.class);
                it.operations.extend(change.operations);
                if it.direction != change.direction {
                    it.direction = Some(Direction::Both);
                }
            }
        }
    }
    all.into_values().flatten().collect()
}
