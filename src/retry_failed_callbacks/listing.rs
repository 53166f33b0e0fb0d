//! The list of what has failed: where it goes on, and what is new on a page of it.

use std::collections::{HashSet, VecDeque};

use super::tries::Tries;
use crate::Error;
use crate::pages::{Cursors, MOST_EMPTY_PAGES};
use crate::types::WorkflowDlqMessage;

const LIST: &str = "list_failed_workflow_runs";
/// Pages whose ids are remembered: the list moves while it is read, so that an entry may be on
/// the next page again.
const REMEMBERED: usize = 2;

/// A page to ask for.
#[derive(Default)]
pub(super) struct PageAt {
    pub(super) cursor: Option<String>,
    pub(super) unclear: Tries,
    pub(super) pushed_back: Tries,
}

pub(super) struct Listing {
    next: Next,
    cursors: Cursors,
    /// The ids of the last pages.
    recent: VecDeque<HashSet<String>>,
    /// Pages in a row with nothing new.
    empty: u32,
}

enum Next {
    Page(PageAt),
    UnderWay,
    Ended,
}

impl Listing {
    pub(super) fn new() -> Self {
        Self {
            next: Next::Page(PageAt::default()),
            cursors: Cursors::default(),
            recent: VecDeque::new(),
            empty: 0,
        }
    }

    /// Whether there is a page that could be asked for.
    pub(super) fn has_next(&self) -> bool {
        matches!(self.next, Next::Page(_))
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.next, Next::Ended)
    }

    /// The page to ask for, which is under way from now on.
    pub(super) fn take_next(&mut self) -> Option<PageAt> {
        match std::mem::replace(&mut self.next, Next::UnderWay) {
            Next::Page(page) => Some(page),
            other => {
                self.next = other;
                None
            }
        }
    }

    /// The entries of a page that were not on one of the last pages.
    pub(super) fn what_is_new(
        &mut self,
        entries: Vec<WorkflowDlqMessage>,
    ) -> Vec<WorkflowDlqMessage> {
        let mut ids = HashSet::new();
        let mut new = entries;
        new.retain(|entry| {
            let is_known = self.recent.iter().any(|page| page.contains(&entry.dlq_id));
            ids.insert(entry.dlq_id.clone()) && !is_known
        });
        self.recent.push_back(ids);
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
        self.empty = if new.is_empty() { self.empty + 1 } else { 0 };
        new
    }

    /// Goes on after a page with this cursor; an error if that would not come to an end.
    pub(super) fn go_on(&mut self, cursor: Option<&str>) -> Result<(), Error> {
        self.next = match self.cursors.next(LIST, cursor)? {
            None => Next::Ended,
            Some(_) if self.empty >= MOST_EMPTY_PAGES => {
                let why = format!(
                    "{MOST_EMPTY_PAGES} pages in a row have nothing new and none is the last"
                );
                return Err(Error::decode(why).with_operation(LIST));
            }
            cursor => Next::Page(PageAt { cursor, ..PageAt::default() }),
        };
        Ok(())
    }
}
