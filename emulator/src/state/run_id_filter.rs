//! A filter on run ids.

use crate::state::dlq_id::DlqId;

/// A run id, and the DLQ entry it is derived from, if it is a derived one. Parsed once, so that a scan need not derive an
/// id for each of a million entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunIdFilter {
    id: String,
    derived_from: Option<DlqId>,
}

impl RunIdFilter {
    pub(crate) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), derived_from: DlqId::of_run_id(id) }
    }

    pub(crate) fn is(&self, id: &str) -> bool {
        self.id == id
    }

    /// Returns whether the run of an entry has this id, be it explicit or derived.
    pub(crate) fn is_of(&self, entry: DlqId, explicit: Option<&str>) -> bool {
        explicit.map_or(self.derived_from == Some(entry), |explicit| self.is(explicit))
    }
}
