//! The filters of the DLQ operations: OR between the values of one filter, AND between filters.

use crate::state::callback::CallbackState;
use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;
use crate::state::run_id_filter::RunIdFilter;

/// The filters of the DLQ operations. An empty or missing filter matches every entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DlqFilter {
    /// Unix milliseconds, inclusive, compared with the entry's `createdAt`.
    pub(crate) from: Option<u64>,
    /// Unix milliseconds, inclusive, compared with the entry's `createdAt`.
    pub(crate) to: Option<u64>,
    pub(crate) workflow_urls: Vec<String>,
    pub(crate) run_id: Option<RunIdFilter>,
    pub(crate) workflow_created_at: Option<u64>,
    pub(crate) labels: Vec<String>,
    pub(crate) states: Vec<CallbackState>,
    pub(crate) caller_ips: Vec<String>,
    pub(crate) flow_control_keys: Vec<String>,
}

impl DlqFilter {
    pub(crate) fn matches(&self, id: DlqId, entry: &Entry) -> bool {
        let spec = &*entry.failure.spec;
        self.from.is_none_or(|from| from <= entry.created_at)
            && self.to.is_none_or(|to| entry.created_at <= to)
            && self.workflow_created_at.is_none_or(|at| at == entry.workflow_created_at)
            && (self.states.is_empty()
                || entry.state.is_some_and(|state| self.states.contains(&state)))
            && one_of(&self.workflow_urls, Some(&spec.workflow_url))
            && one_of(&self.caller_ips, spec.caller_ip.as_deref())
            && one_of(&self.flow_control_keys, spec.flow_control_key())
            && spec.has_label_of(&self.labels)
            && self.run_id.as_ref().is_none_or(|run| run.is_of(id, entry.run_id.as_deref()))
    }
}

/// Returns whether the value is among those wanted, or no value is wanted.
pub(crate) fn one_of(wanted: &[String], value: Option<&str>) -> bool {
    wanted.is_empty() || value.is_some_and(|value| wanted.iter().any(|one| one == value))
}
