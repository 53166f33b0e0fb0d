//! Upstream's errata, applied to its document before it is compared.

use anyhow::{Result, anyhow, bail};
use enumset::EnumSet;
use roas_overlay::{apply::Apply, v1_0::Overlay, validation::Validate};
use serde_json::Value;

use crate::{
    document::{read, source::Source},
    drift::finding::Class,
};

/// An action, or an entry of the list of what we have ahead, that is of no use
/// any more.
#[derive(Debug, PartialEq)]
pub(crate) struct Stale {
    pub(crate) file: String,
    /// Which entry: its target, or what it lists.
    pub(crate) entry: String,
    pub(crate) reason: String,
    pub(crate) message: &'static str,
    pub(crate) class: Class,
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
            let (message, class) = match otherwise(&one, document) {
                true => (
                    "upstream says something else now, neither what it said nor what is \
                     right: find out what holds, and correct or remove this action",
                    Class::Breaking,
                ),
                false => (
                    "it changes nothing: upstream fixed it or took it away: remove this action",
                    Class::Compatible,
                ),
            };
            let (file, entry) = (name.clone(), action.target.clone());
            stale.push(Stale { file, entry, reason, message, class });
        } else {
            *document = after;
        }
    }
    Ok(stale)
}

/// Whether the place of a correction that has become stale is still not as the
/// correction would have it. Only an action that tells its place can be asked.
fn otherwise(one: &Overlay, document: &Value) -> bool {
    let mut action = one.actions[0].clone();
    let at = action.extensions.as_ref().and_then(|all| all.get("x-at")).and_then(Value::as_str);
    let Some(at) = at else { return false };
    action.target = at.to_owned();
    let there = Overlay { actions: vec![action], ..one.clone() };
    let mut after = document.clone();
    there.apply(&mut after, EnumSet::empty()).is_ok() && after != *document
}
