//! Bulk actions: what works in the background, and how far it is.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound::{Excluded, Unbounded};
use std::str::FromStr;

use serde_json::{Value, json};

use crate::page::Page;
use crate::paging::Paging;
use crate::query::Query;

/// The parameters of a bulk cancellation that select.
const FILTERS: [&str; 9] = [
    "workflowUrl",
    "workflowUrlExactMatch",
    "host",
    "path",
    "fromDate",
    "toDate",
    "label",
    "callerIp",
    "flowControlKey",
];

/// The id of a bulk action, which is also the cursor that names its place: later ones have larger ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ActionId(u64);

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "act_{:010}", self.0)
    }
}

impl FromStr for ActionId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = text.strip_prefix("act_").ok_or(())?.parse().map_err(|_| ())?;
        // One action must not answer to several ids.
        Some(Self(number)).filter(|id| id.to_string() == text).ok_or(())
    }
}

/// What an action was created with: parameter names to their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection(BTreeMap<&'static str, Vec<String>>);

impl Selection {
    pub(crate) fn of(query: &Query) -> Self {
        let given = |name: &'static str| {
            let split = |value: &str| value.split(',').map(str::to_owned).collect::<Vec<_>>();
            query.has(name).then(|| (name, query.values(name).flat_map(split).collect()))
        };
        Self(FILTERS.into_iter().filter_map(given).collect())
    }
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BulkState {
    InProgress,
    Finished,
}

impl BulkState {
    fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Finished => "FINISHED",
        }
    }
}

impl FromStr for BulkState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::InProgress, Self::Finished]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(())
    }
}

#[derive(Debug)]
pub(crate) struct BulkAction {
    id: ActionId,
    selection: Selection,
    total: usize,
    processed: usize,
    /// Unix milliseconds.
    created_at: u64,
    /// Unix milliseconds.
    completed_at: Option<u64>,
}

impl BulkAction {
    pub(crate) fn state(&self) -> BulkState {
        if self.completed_at.is_some() { BulkState::Finished } else { BulkState::InProgress }
    }

    pub(crate) fn view(&self) -> Value {
        let mut view = json!({
            "actionId": self.id.to_string(),
            "kind": "cancel",
            "state": self.state().as_str(),
            "total": self.total,
            "processed": self.processed,
            "createdAt": self.created_at,
            "filter": self.selection.0,
        });
        if let Some(at) = self.completed_at {
            view["completedAt"] = at.into();
        }
        view
    }
}

/// All bulk actions.
#[derive(Debug, Default)]
pub(crate) struct BulkActions(BTreeMap<ActionId, BulkAction>);

impl BulkActions {
    pub(crate) fn create(&mut self, selection: Selection, total: usize, now: u64) -> ActionId {
        let id = ActionId(self.0.last_key_value().map_or(1, |(last, _)| last.0 + 1));
        let completed_at = (total == 0).then_some(now);
        let action =
            BulkAction { id, selection, total, processed: 0, created_at: now, completed_at };
        self.0.insert(id, action);
        id
    }

    /// So many more runs are dealt with.
    pub(crate) fn progress(&mut self, id: ActionId, count: usize, now: u64) {
        let Some(action) = self.0.get_mut(&id) else { return };
        action.processed = (action.processed + count).min(action.total);
        if action.processed == action.total && action.completed_at.is_none() {
            action.completed_at = Some(now);
        }
    }

    pub(crate) fn get(&self, id: ActionId) -> Option<&BulkAction> {
        self.0.get(&id)
    }

    /// The actions before a place, latest first. As on the service, those in another state are left out of a page
    /// after it was cut.
    pub(crate) fn page(
        &self,
        state: Option<BulkState>,
        paging: Paging<ActionId>,
    ) -> Page<&BulkAction, ActionId> {
        let end = paging.after.map_or(Unbounded, Excluded);
        let actions = self.0.range((Unbounded, end)).rev().map(|(_, action)| action);
        let mut page = Page::cut(actions, paging.count, |_| true, |action| action.id);
        page.items.retain(|action| state.is_none_or(|state| action.state() == state));
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_finished_when_all_its_runs_are_dealt_with() {
        let mut actions = BulkActions::default();
        let id = actions.create(Selection::default(), 3, 1);
        for (count, state) in [(2, BulkState::InProgress), (1, BulkState::Finished)] {
            actions.progress(id, count, 5);
            assert_eq!(actions.get(id).map(BulkAction::state), Some(state));
        }
        let empty = actions.create(Selection::default(), 0, 1);
        assert_eq!(actions.get(empty).map(BulkAction::state), Some(BulkState::Finished));
    }

    #[test]
    fn a_page_is_cut_before_the_state_is_looked_at() {
        let mut actions = BulkActions::default();
        let old = actions.create(Selection::default(), 1, 1);
        let new = actions.create(Selection::default(), 0, 1);
        let wanted = Some(BulkState::InProgress);
        let first = actions.page(wanted, Paging { after: None, count: 1 });
        assert_eq!((first.items.len(), first.next), (0, Some(new)), "empty, and yet not the last");
        let last = actions.page(wanted, Paging { after: first.next, count: 1 });
        assert_eq!((last.items[0].id, last.next), (old, None));
    }

    #[test]
    fn the_selection_keeps_the_filters_by_name() {
        let query = Query::parse("label=a,b&label=c&host=x&count=5&async=true");
        let expected = BTreeMap::from([
            ("label", vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]),
            ("host", vec!["x".to_owned()]),
        ]);
        assert_eq!(Selection::of(&query), Selection(expected));
    }
}
