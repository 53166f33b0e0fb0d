//! What our document has and upstream's has not, on purpose.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use serde::Deserialize;

use crate::{
    document::{read, source::Source},
    drift::{
        finding::{Class, Finding},
        overlay::Stale,
    },
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
    /// Places, as the report writes them.
    only_here: Vec<String>,
}

/// What was found, sorted out.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) drift: Vec<Finding>,
    /// On the list, each with its reason.
    pub(crate) ahead: Vec<(Finding, String)>,
    pub(crate) stale: Vec<Stale>,
}

/// Takes out of the findings what the list names.
pub(crate) fn sort_out(source: &Source, found: Vec<Finding>) -> Result<Sorted> {
    let name = &source.name;
    let list: List = serde_json::from_value(read::yaml(source)?)
        .map_err(|why| anyhow!("{name} is no list of what we have ahead: {why}"))?;
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
    for finding in found {
        match reasons.get(&finding.place) {
            Some(reason) if finding.is_only_ours() => {
                used.push(finding.place.clone());
                sorted.ahead.push((finding, reason.clone()));
            }
            _ => sorted.drift.push(finding),
        }
    }
    sorted.ahead.sort_by(|(_, one), (_, other)| one.cmp(other));
    let stale = reasons.into_iter().filter(|(place, _)| !used.contains(place));
    sorted.stale = stale
        .map(|(entry, reason)| Stale {
            file: name.clone(),
            entry,
            reason,
            message: "it is not ours alone: upstream has it now, or it is gone here: \
                      remove this entry",
            class: Class::Compatible,
        })
        .collect();
    Ok(sorted)
}
