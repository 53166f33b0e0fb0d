//! Moved operations: gone in one place, new in another, and the same.

use std::collections::BTreeSet;

use anyhow::Result;
use heck::ToSnakeCase;
use serde_json::json;

use crate::{
    compare::{
        change::{Change, Class, Kind},
        comparison::Comparison,
        operation::Operation,
        responses,
    },
    document::value::entries,
};

/// Joins the change of an operation that is gone with that of the same one that is new.
pub(super) fn pair(gone: Vec<&Operation<'_>>, mut new: Vec<&Operation<'_>>) -> Result<Vec<Change>> {
    let mut found = Vec::new();
    for gone in gone {
        let mut same = Vec::new();
        for (index, new) in new.iter().enumerate() {
            if is_same(gone, new)? {
                same.push((likeness(gone.path, new.path), index));
            }
        }
        let change = |kind| Change::new(kind, Class::Breaking, gone.name()).of(gone.name());
        // Of several operations that are alike, take the one with the nearest name.
        found.push(match same.into_iter().max() {
            Some((_, index)) => {
                let new = new.remove(index);
                change(Kind::OperationMoved)
                    .values(&json!(gone.name()), &json!(new.name()))
                    .at(&gone.at, &new.at)
            }
            None => change(Kind::OperationRemoved).at(&gone.at, "/paths"),
        });
    }
    found.extend(new.into_iter().map(|new| {
        let change = Change::new(Kind::OperationAdded, Class::Compatible, new.name());
        change.of(new.name()).at("/paths", &new.at)
    }));
    Ok(found)
}

fn is_same(gone: &Operation<'_>, new: &Operation<'_>) -> Result<bool> {
    if gone.method != new.method {
        return Ok(false);
    }
    // Operations without content are all alike, so their names have to be the same.
    if !has_content(gone)? && !is_called_the_same(gone.path, new.path) {
        return Ok(false);
    }
    let changes = Comparison::compare_operations(gone, new)?;
    let labels = [Kind::OperationIdChanged, Kind::TagsChanged];
    Ok(changes.iter().all(|change| labels.contains(&change.kind)))
}

fn has_content(operation: &Operation<'_>) -> Result<bool> {
    for status in responses::statuses(operation.value).keys().filter(|it| it.starts_with('2')) {
        let response = operation.part(&format!("responses/{status}"))?;
        if entries(&response.value["content"]).next().is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Do two paths have the same last segment or all the same words?
fn is_called_the_same(one: &str, other: &str) -> bool {
    let words = |path: &str| -> BTreeSet<String> {
        let words = segments(path).into_iter().map(ToSnakeCase::to_snake_case);
        words.flat_map(|it| it.split('_').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    segments(one).pop() == segments(other).pop() || words(one) == words(other)
}

/// Counts the segments that two paths share.
fn likeness(one: &str, other: &str) -> usize {
    let all = |path| segments(path).into_iter().collect::<BTreeSet<_>>();
    all(one).intersection(&all(other)).count()
}

/// Returns the segments of a path without version and parameters.
fn segments(path: &str) -> Vec<&str> {
    let version = |it: &str| it.strip_prefix('v').is_some_and(|it| it.parse::<u32>().is_ok());
    let all = path.split('/').filter(|it| !it.is_empty() && !it.starts_with('{'));
    all.filter(|it| !version(it)).collect()
}
