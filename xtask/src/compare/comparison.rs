//! The comparison of operations that both documents have.

use anyhow::Result;
use heck::ToSnakeCase;
use serde_json::{Value, json};

use crate::compare::{
    access,
    change::{Change, Class, Kind},
    operation::Operation,
    walk::Walk,
};

/// The changes found so far, and the schemas that are still to be compared.
pub(super) struct Comparison<'a> {
    pub(super) ours: &'a Value,
    pub(super) found: Vec<Change>,
    pub(super) walk: Walk<'a>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(ours: &'a Value, theirs: &'a Value) -> Self {
        Self { ours, found: Vec::new(), walk: Walk::new(ours, theirs) }
    }

    pub(super) fn operation(&mut self, own: &Operation<'_>, other: &Operation<'_>) -> Result<()> {
        self.found.extend(access::of_operation(own, other));
        self.labels(own, other);
        self.parameters(own, other)?;
        self.body(own, other)?;
        self.responses(own, other)
    }

    /// Compares the id and tags of an operation, and its deprecation.
    fn labels(&mut self, own: &Operation<'_>, other: &Operation<'_>) {
        let name = own.name();
        let mut add = |kind, key: &str, place: String, values: (&Value, &Value)| {
            let change = Change::new(kind, Class::Compatible, place).of(&name);
            let change = change.at(format!("{}/{key}", own.at), format!("{}/{key}", other.at));
            self.found.push(change.values(values.0, values.1));
        };
        let values = |key: &str| (&own.value[key], &other.value[key]);
        // Upstream has no ids so far: the names are ours.
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
    pub(super) fn compare_operations(
        own: &'a Operation<'_>,
        other: &'a Operation<'_>,
    ) -> Result<Vec<Change>> {
        let mut comparison = Self::new(own.root, other.root);
        comparison.operation(own, other)?;
        comparison.found.extend(comparison.walk.compare_met());
        Ok(comparison.found)
    }

    pub(super) fn finish(mut self) -> Result<Vec<Change>> {
        self.found.extend(self.walk.finish()?);
        Ok(self.found)
    }
}

/// Compares the deprecation of an operation or a parameter.
pub(super) fn deprecation(own: &Value, other: &Value, place: &str) -> Option<Change> {
    let (before, after) = (own["deprecated"] == true, other["deprecated"] == true);
    let kind = match (before, after) {
        (false, true) => Kind::DeprecationAdded,
        (true, false) => Kind::DeprecationRemoved,
        _ => return None,
    };
    let change = Change::new(kind, Class::Compatible, format!("{place} deprecated"));
    Some(change.values(&json!(before), &json!(after)))
}
