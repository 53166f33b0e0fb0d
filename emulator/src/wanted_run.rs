//! The run id that a filter asks for.

use crate::dlq_id::DlqId;

/// A run id, and the entry that has it if it is one of those that are derived. Found out once, so that nothing has to
/// be derived for each of a million entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WantedRun {
    id: String,
    derived_from: Option<DlqId>,
}

impl WantedRun {
    pub(crate) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), derived_from: DlqId::of_run_id(id) }
    }

    pub(crate) fn is(&self, id: &str) -> bool {
        self.id == id
    }

    /// Whether it is the id of an entry's run, which was given one or has the derived.
    pub(crate) fn is_of(&self, entry: DlqId, given: Option<&str>) -> bool {
        given.map_or(self.derived_from == Some(entry), |given| self.is(given))
    }
}
