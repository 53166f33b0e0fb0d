//! Upstream's errata, applied to its document before it is compared.

use anyhow::{Result, anyhow, bail};
use enumset::EnumSet;
use roas_overlay::{apply::Apply, v1_0::Overlay, validation::Validate};
use serde_json::Value;

use crate::{read, source::Source};

/// An action, or an entry of the list of what we have ahead, that is of no use
/// any more.
#[derive(Debug, PartialEq)]
pub(crate) struct Stale {
    pub(crate) file: String,
    /// Which entry: its target, or what it lists.
    pub(crate) entry: String,
    pub(crate) reason: String,
    pub(crate) message: &'static str,
}

/// Applies each action by itself, so that one that has become stale keeps
/// nothing else from being compared.
pub(crate) fn apply(source: &Source, document: &mut Value) -> Result<Vec<Stale>> {
    let name = &source.name;
    let value = read::yaml(source)?;
    let overlay: Overlay = serde_json::from_value(value)
        .map_err(|why| anyhow!("{name} is no Overlay 1.0 document: {why}"))?;
    overlay.validate(EnumSet::empty()).map_err(|why| anyhow!("{name}: {why}"))?;
    let mut stale = Vec::new();
    for action in &overlay.actions {
        let reason = action.description.clone().unwrap_or_default();
        if reason.trim().is_empty() {
            bail!("{name}: the action on {} has no `description` with its reason", action.target);
        }
        let one = Overlay { actions: vec![action.clone()], ..overlay.clone() };
        let mut after = document.clone();
        // An action on a place that has turned into a plain value is an error
        // to the library; to us it is stale like one whose place is gone.
        let applied = one.apply(&mut after, EnumSet::empty());
        let matched = applied.map_or(0, |report| report.actions.iter().map(|it| it.matched).sum());
        if matched == 0 || after == *document {
            stale.push(Stale {
                file: name.clone(),
                entry: action.target.clone(),
                reason,
                message: "it changes nothing: upstream fixed it or took it away: \
                          remove this action",
            });
        } else {
            *document = after;
        }
    }
    Ok(stale)
}
