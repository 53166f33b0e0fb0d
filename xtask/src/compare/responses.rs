//! Responses. Our document declares ranges, so that every status is covered; upstream's declares
//! single statuses. `x-statuses` lists those that upstream is known to have.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use crate::{
    compare::{
        change::{Change, Class, Direction, Kind},
        comparison::Comparison,
        operation::Operation,
    },
    document::{
        pointer,
        value::{entries, items, plain},
    },
};

impl Comparison<'_> {
    pub(super) fn responses(&mut self, own: &Operation<'_>, other: &Operation<'_>) -> Result<()> {
        let (mine, theirs) = (statuses(own.value), statuses(other.value));
        let known: BTreeSet<String> = items(&own.value["x-statuses"]).map(plain).collect();
        let name = own.name();
        for status in theirs.keys() {
            let covering = covering(&mine, &theirs, status);
            if !mine.contains_key(status) && (!known.contains(*status) || covering.is_none()) {
                let class = if covering.is_some() { Class::Compatible } else { Class::Breaking };
                self.status(Kind::StatusAdded, class, own, other, status);
            }
            let Some(covering) = covering else { continue };
            let below = |status: &str| format!("responses/{}", pointer::escape(status));
            let (mine, their) = (own.part(&below(covering))?, other.part(&below(status))?);
            // Upstream often omits the body of an error. It is the same everywhere, and the crate
            // accepts any.
            if is_error(status, &theirs) && entries(&their.value["content"]).next().is_none() {
                continue;
            }
            let place = format!("{name}: response {status}");
            self.content(&name, (&mine, &their), Direction::Response, (&place, "response"));
        }
        self.gone(own, other, &known);
        Ok(())
    }

    /// Returns the statuses that upstream no longer has.
    fn gone(&mut self, own: &Operation<'_>, other: &Operation<'_>, known: &BTreeSet<String>) {
        let (mine, theirs) = (statuses(own.value), statuses(other.value));
        let class = |status: &str| status.chars().next();
        let of_class = |status: &str| -> Vec<&str> {
            theirs.keys().copied().filter(|it| class(it) == class(status)).collect()
        };
        for status in mine.keys().filter(|_| !theirs.contains_key("default")) {
            let ranged = status.ends_with("XX") && !of_class(status).is_empty();
            if !ranged && !theirs.contains_key(status) {
                self.status(Kind::StatusRemoved, Class::Breaking, own, other, status);
            }
        }
        for status in known.iter().filter(|status| !mine.contains_key(status.as_str())) {
            let of_class = of_class(status);
            // A range alone says nothing about single statuses. If upstream has none of the kind,
            // that has been reported already.
            let ranges = status != "default" && of_class.iter().all(|it| it.ends_with("XX"));
            if !ranges && !of_class.contains(&status.as_str()) {
                self.status(Kind::StatusRemoved, Class::Compatible, own, other, status);
            }
        }
    }

    fn status(
        &mut self,
        kind: Kind,
        class: Class,
        own: &Operation<'_>,
        other: &Operation<'_>,
        status: &str,
    ) {
        let name = own.name();
        let change = Change::new(kind, class, format!("{name}: response {status}")).of(&name);
        let at = |operation: &Operation<'_>| match operation.value["responses"].get(status) {
            Some(_) => format!("{}/responses/{}", operation.at, pointer::escape(status)),
            None => format!("{}/responses", operation.at),
        };
        self.found.push(change.at(at(own), at(other)));
    }
}

type Statuses<'a> = BTreeMap<&'a str, &'a Value>;

/// Returns the statuses for which an operation declares responses.
pub(super) fn statuses(operation: &Value) -> Statuses<'_> {
    entries(&operation["responses"]).filter(|(status, _)| !status.starts_with("x-")).collect()
}

/// Returns our status, range or default for one of upstream's.
fn covering<'a>(mine: &Statuses<'a>, theirs: &Statuses<'_>, status: &str) -> Option<&'a str> {
    let range = match status {
        // Every other status; mostly errors.
        "default" if is_error(status, theirs) => "4XX".to_owned(),
        "default" => "2XX".to_owned(),
        status => format!("{}XX", &status[..1]),
    };
    [status, range.as_str(), "default"].into_iter().find_map(|it| Some(*mine.get_key_value(it)?.0))
}

/// Is the response an error? `default` is, unless there is no other success.
fn is_error(status: &str, statuses: &Statuses<'_>) -> bool {
    match status {
        "default" => statuses.keys().any(|status| status.starts_with(['2', '3'])),
        status => status.starts_with(['4', '5']),
    }
}
