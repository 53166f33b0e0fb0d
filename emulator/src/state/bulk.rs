//! Bulk actions: background work and its progress.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound::{Excluded, Unbounded};
use std::str::FromStr;

use serde_json::{Value, json};

use crate::state::page::{Page, Paging};

/// The id of a bulk action, and the cursor that names it. Later actions have larger ids.
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
        // An action has exactly one spelling of its id.
        Some(Self(number)).filter(|id| id.to_string() == text).ok_or(())
    }
}

/// The filters that an action was created with: parameter names to their values.
pub(crate) type Selection = BTreeMap<String, Vec<String>>;

/// The progress of an action.
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
            "filter": self.selection,
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

    /// Records that `count` more runs are processed.
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

    /// Returns the actions before a cursor, newest first. As at the service, the state filter applies to a page that is
    /// already cut.
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
}
