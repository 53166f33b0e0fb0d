//! Listing failed entries: which page comes next, and which of its entries are new.

use std::collections::{HashSet, VecDeque};

use super::JOB;
use super::tries::Tries;
use crate::Error;
use crate::pages::{Cursors, MOST_EMPTY_PAGES};
use crate::types::WorkflowDlqMessage;

/// Pages whose ids are remembered: the list changes while it is read, so that an entry can be on
/// the next page again.
const REMEMBERED: usize = 2;

/// A page to request.
#[derive(Default)]
pub(super) struct PageAt {
    pub(super) cursor: Option<String>,
    pub(super) unclear: Tries,
    pub(super) pushed_back: Tries,
}

pub(super) struct Listing {
    next: Next,
    cursors: Cursors,
    /// The ids on the last pages.
    recent: VecDeque<HashSet<String>>,
    /// Pages in a row with nothing new.
    empty: u32,
}

enum Next {
    Page(PageAt),
    InFlight,
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

    /// Is there a page to request?
    pub(super) fn has_next(&self) -> bool {
        matches!(self.next, Next::Page(_))
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.next, Next::Ended)
    }

    /// The page to request, which is in flight from now on.
    pub(super) fn take_next(&mut self) -> Option<PageAt> {
        match std::mem::replace(&mut self.next, Next::InFlight) {
            Next::Page(page) => Some(page),
            other => {
                self.next = other;
                None
            }
        }
    }

    /// The entries of a page that were not on the last pages.
    pub(super) fn new_entries(
        &mut self,
        mut entries: Vec<WorkflowDlqMessage>,
    ) -> Vec<WorkflowDlqMessage> {
        let mut ids = HashSet::new();
        entries.retain(|entry| {
            let is_known = self.recent.iter().any(|page| page.contains(&entry.dlq_id));
            ids.insert(entry.dlq_id.clone()) && !is_known
        });
        self.recent.push_back(ids);
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
        self.empty = if entries.is_empty() { self.empty + 1 } else { 0 };
        entries
    }

    /// Continues after a page with this cursor; an error if the list would not end.
    pub(super) fn continue_at(&mut self, cursor: Option<&str>) -> Result<(), Error> {
        self.next = match self.cursors.next(JOB, cursor)? {
            None => Next::Ended,
            Some(_) if self.empty >= MOST_EMPTY_PAGES => {
                let why =
                    format!("{MOST_EMPTY_PAGES} pages in a row have nothing new and none is last");
                return Err(Error::decode(why).with_operation(JOB));
            }
            cursor => Next::Page(PageAt { cursor, ..PageAt::default() }),
        };
        Ok(())
    }
}
