//! Compares two OpenAPI documents by structure: operations, parameters, bodies, responses,
//! schemas, servers, security. Never prose.

mod access;
pub(crate) mod change;
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
use heck::ToSnakeCase;
use serde_json::{Value, json};

pub(crate) use self::differences::INNER;
use self::{
    change::{Change, Class, Direction, Kind},
    operation::{Located, Operation},
    walk::Walk,
};

/// Returns everything in which upstream's document differs from ours. Both have been checked.
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

/// Whether two schemas, at pointers into the two documents, are the same.
pub(crate) fn is_same_schema(ours: &Value, own: &str, theirs: &Value, other: &str) -> bool {
    let mut walk = Walk::new(ours, theirs);
    walk.start("", (own, other), Direction::Both, "");
    walk.compare_met().is_empty()
}

/// Whether two parameters, at pointers into the two documents, are the same.
pub(crate) fn is_same_parameter(ours: &Value, own: &str, theirs: &Value, other: &str) -> bool {
    let (own, other) = (Located::follow(ours, own), Located::follow(theirs, other));
    let (Ok(own), Ok(other)) = (own, other) else { return false };
    let mut comparison = Comparison::new(ours, theirs);
    comparison.parameter("", &own, &other);
    let named = ["name", "in"].iter().all(|key| own.text(key) == other.text(key));
    named && comparison.found.is_empty() && comparison.walk.compare_met().is_empty()
}

/// What has been found so far, and the schemas that are still to be compared.
struct Comparison<'a> {
    ours: &'a Value,
    found: Vec<Change>,
    walk: Walk<'a>,
}

impl<'a> Comparison<'a> {
    fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, found: Vec::new(), walk: Walk::new(ours, theirs) }
    }

    fn operation(&mut self, own: &Operation<'_>, other: &Operation<'_>) -> Result<()> {
        self.found.extend(access::of_operation(own, other));
        self.labels(own, other);
        self.parameters(own, other)?;
        self.body(own, other)?;
        self.responses(own, other)
    }

    /// What an operation is called, how it is grouped, and whether it is deprecated.
    fn labels(&mut self, own: &Operation<'_>, other: &Operation<'_>) {
        let name = own.name();
        let mut add = |kind, key: &str, place: String, values: (&Value, &Value)| {
            let change = Change::new(kind, Class::Compatible, place).of(&name);
            let change = change.at(format!("{}/{key}", own.at), format!("{}/{key}", other.at));
            self.found.push(change.values(values.0, values.1));
        };
        let values = |key: &str| (&own.value[key], &other.value[key]);
        // Upstream gives no ids so far, and then the names are ours alone.
        let (id, other_id) = values("operationId");
        let snake = |id: &Value| id.as_str().map(ToSnakeCase::to_snake_case);
        if other_id.is_string() && snake(id) != snake(other_id) {
            let place = format!("{name}: operation id");
            add(Kind::OperationIdChanged, "operationId", place, (id, other_id));
        }
        if access::set(&own.value["tags"]) != access::set(&other.value["tags"]) {
            add(Kind::TagsChanged, "tags", format!("{name}: tags"), values("tags"));
        }
        self.found.extend(
            deprecation(own.value, other.value, &name)
                .map(|change| change.at(&own.at, &other.at).of(&name)),
        );
    }

    /// Compares two operations and nothing else.
    fn compare_operations(own: &'a Operation<'_>, other: &'a Operation<'_>) -> Result<Vec<Change>> {
        let mut comparison = Self::new(own.root, other.root);
        comparison.operation(own, other)?;
        comparison.found.extend(comparison.walk.compare_met());
        Ok(comparison.found)
    }

    fn finish(mut self) -> Result<Vec<Change>> {
        self.found.extend(self.walk.finish()?);
        Ok(self.found)
    }
}

/// Whether an operation or a parameter is deprecated now, or no longer.
fn deprecation(own: &Value, other: &Value, place: &str) -> Option<Change> {
    let (before, after) = (own["deprecated"] == true, other["deprecated"] == true);
    let kind = match (before, after) {
        (false, true) => Kind::DeprecationAdded,
        (true, false) => Kind::DeprecationRemoved,
        _ => return None,
    };
    let change = Change::new(kind, Class::Compatible, format!("{place} deprecated"));
    Some(change.values(&json!(before), &json!(after)))
}

/// The same difference is met in several operations and directions; it is one change, as bad
/// as the worst of them.
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
