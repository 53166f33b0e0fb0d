//! Upstream's errata, applied to its document before it is compared.

use anyhow::{Context, Result, anyhow, bail};
use enumset::EnumSet;
use roas_overlay::{apply::Apply, v1_0::Overlay, validation::Validate};
use serde_json::Value;

use crate::{compare::change::Class, document::Document};

/// An action, or an entry of the list of what we have ahead, that is no longer needed.
#[derive(Debug, PartialEq)]
pub(crate) struct Stale {
    pub(crate) file: String,
    /// The entry: its target, or what it lists.
    pub(crate) entry: String,
    pub(crate) reason: String,
    pub(crate) message: &'static str,
    pub(crate) class: Class,
}

/// Applies each action separately, so that a stale one does not stop the comparison.
pub(crate) fn apply(source: &Document, document: &mut Value) -> Result<Vec<Stale>> {
    let name = &source.name;
    let overlay: Overlay = serde_json::from_value(source.value.clone())
        .map_err(|why| anyhow!("{name} is not an Overlay 1.0 document: {why}"))?;
    overlay.validate(EnumSet::empty()).map_err(|why| anyhow!("{name}: {why}"))?;
    let mut stale = Vec::new();
    for action in &overlay.actions {
        let reason = action.description.clone().unwrap_or_default();
        if reason.trim().is_empty() {
            bail!("{name}: the action on {} has no `description` with its reason", action.target);
        }
        let one = Overlay { actions: vec![action.clone()], ..overlay.clone() };
        let otherwise = otherwise(&one, document).with_context(|| name.clone())?;
        let after = after(&one, document);
        if after == *document {
            let (message, class) = match otherwise {
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

/// Returns the document after an action. To the library, an action on a place that is now a plain
/// value is an error; to us it changes nothing, like one whose place is gone.
fn after(one: &Overlay, document: &Value) -> Value {
    let mut after = document.clone();
    match one.apply(&mut after, EnumSet::empty()) {
        Ok(_) => after,
        Err(_) => document.clone(),
    }
}

/// Does the place of a stale correction still differ from the corrected form? Known only for an
/// action with `x-at`.
fn otherwise(one: &Overlay, document: &Value) -> Result<bool> {
    let action = &one.actions[0];
    let at = action.extensions.as_ref().and_then(|all| all.get("x-at"));
    let Some(at) = at else { return Ok(false) };
    let at = at.as_str().ok_or_else(|| anyhow!("the x-at of {} is not text", action.target))?;
    let mut there = one.clone();
    there.actions[0].target = at.to_owned();
    there.validate(EnumSet::empty()).map_err(|why| anyhow!("the x-at {at}: {why}"))?;
    Ok(after(&there, document) != *document)
}
