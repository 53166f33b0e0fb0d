//! What our document intentionally has and upstream's lacks.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;

use crate::{
    compare::change::{Change, Class},
    document::Document,
    drift::overlay::Stale,
};

/// The list of what we have ahead of upstream.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    ahead: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    reason: String,
    /// Places, in the words of the report.
    only_here: Vec<String>,
}

/// The changes, sorted.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) drift: Vec<Change>,
    /// On the list, each with its reason.
    pub(crate) ahead: Vec<(Change, String)>,
    pub(crate) stale: Vec<Stale>,
}

/// Removes from the changes what the list allows.
pub(crate) fn sort_out(source: &Document, found: Vec<Change>) -> Result<Sorted> {
    let name = &source.name;
    let list: List = serde_json::from_value(source.value.clone())
        .map_err(|why| anyhow!("{name} is not a list of what we have ahead: {why}"))?;
    let mut reasons = BTreeMap::new();
    for group in list.ahead {
        if group.reason.trim().is_empty() {
            bail!("{name}: {:?} has no reason", group.only_here);
        }
        for place in group.only_here {
            if reasons.insert(place.clone(), group.reason.clone()).is_some() {
                bail!("{name}: {place} is listed twice");
            }
        }
    }
    let mut sorted = Sorted::default();
    let mut used = Vec::new();
    for change in found {
        match reasons.get(&change.place) {
            Some(reason) if change.is_only_ours() => {
                used.push(change.place.clone());
                sorted.ahead.push((change, reason.clone()));
            }
            _ => sorted.drift.push(change),
        }
    }
    sorted.ahead.sort_by(|(_, one), (_, other)| one.cmp(other));
    let stale = reasons.into_iter().filter(|(place, _)| !used.contains(place));
    sorted.stale = stale
        .map(|(entry, reason)| Stale {
            file: name.clone(),
            entry,
            reason,
            message: "not ours alone: upstream has it now, or it is gone here: remove this entry",
            class: Class::Compatible,
        })
        .collect();
    Ok(sorted)
}
