//! Which entries a request means: OR between the values of one filter, AND between filters.

use crate::api_error::ApiError;
use crate::callback::CallbackState;
use crate::clock::LATEST;
use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::query::Query;
use crate::wanted_run::WantedRun;

/// The filters of the DLQ operations. What is empty or absent lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Unix milliseconds, inclusive, compared with the entry's `createdAt`.
    from: Option<u64>,
    /// Unix milliseconds, inclusive, compared with the entry's `createdAt`.
    to: Option<u64>,
    workflow_urls: Vec<String>,
    run_id: Option<WantedRun>,
    workflow_created_at: Option<u64>,
    labels: Vec<String>,
    states: Vec<CallbackState>,
    caller_ips: Vec<String>,
    flow_control_keys: Vec<String>,
}

impl Filter {
    pub(crate) fn from_query(query: &Query) -> Result<Self, ApiError> {
        Ok(Self {
            from: query.number("fromDate", 0, LATEST)?,
            to: query.number("toDate", 0, LATEST)?,
            workflow_urls: query.list("workflowUrl")?,
            run_id: run_id(query)?,
            workflow_created_at: query.number("workflowCreatedAt", 0, LATEST)?,
            labels: query.list("label")?,
            states: query
                .list_of("failureFunctionState", "the name of a failure callback's state")?,
            caller_ips: query.list("callerIp")?,
            flow_control_keys: query.list("flowControlKey")?,
        })
    }

    pub(crate) fn matches(&self, id: DlqId, entry: &Entry) -> bool {
        let order = &*entry.shape.order;
        self.from.is_none_or(|from| from <= entry.created_at)
            && self.to.is_none_or(|to| entry.created_at <= to)
            && self.workflow_created_at.is_none_or(|at| at == entry.workflow_created_at)
            && (self.states.is_empty()
                || entry.state.is_some_and(|state| self.states.contains(&state)))
            && one_of(&self.workflow_urls, Some(&order.workflow_url))
            && one_of(&self.caller_ips, order.caller_ip.as_deref())
            && one_of(&self.flow_control_keys, order.flow_control_key())
            && (self.labels.is_empty()
                || order.labels.iter().any(|label| one_of(&self.labels, Some(label))))
            && self.run_id.as_ref().is_none_or(|run| run.is_of(id, entry.run_id.as_deref()))
    }
}

pub(crate) fn run_id(query: &Query) -> Result<Option<WantedRun>, ApiError> {
    Ok(text(query, "workflowRunId")?.as_deref().map(WantedRun::new))
}

/// A text that is given once, and not empty: dropped, it would widen a selection to everything.
pub(crate) fn text(query: &Query, name: &str) -> Result<Option<String>, ApiError> {
    match query.one(name)? {
        Some("") => Err(ApiError::parameter(name, "has an empty value")),
        given => Ok(given.map(str::to_owned)),
    }
}

pub(crate) fn one_of(wanted: &[String], value: Option<&str>) -> bool {
    wanted.is_empty() || value.is_some_and(|value| wanted.iter().any(|one| one == value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::FailedRun;

    const URL: &str = "https://app.example.com/a";

    fn matches(raw: &str) -> bool {
        let entry = FailedRun::new(URL)
            .run_id("wfr_1")
            .label("orders")
            .label("eu")
            .flow_control_key("key")
            .caller_ip("203.0.113.7")
            .created_at(1000)
            .workflow_created_at(900)
            .failure_callback("http://127.0.0.1:1/f", CallbackState::Fail)
            .into_entry(0, |shape| shape);
        let filter = Filter::from_query(&Query::parse(raw)).expect(raw);
        filter.matches("1000-0".parse().expect("an id"), &entry)
    }

    #[test]
    fn every_filter_lets_through_what_it_names_and_nothing_else() {
        for (raw, expected) in [
            ("", true),
            ("fromDate=1000", true),
            ("fromDate=1001", false),
            ("toDate=1000", true),
            ("toDate=999", false),
            ("fromDate=2&toDate=1", false),
            ("workflowUrl=https://app.example.com/a", true),
            ("workflowUrl=https%3A%2F%2Fapp.example.com%2Fa", true),
            ("workflowUrl=https://app.example.com", false),
            ("workflowUrl=https://x,https://app.example.com/a", true),
            ("workflowRunId=wfr_1", true),
            ("workflowRunId=wfr_2", false),
            ("workflowCreatedAt=900", true),
            ("workflowCreatedAt=1000", false),
            ("label=eu", true),
            ("label=us,eu", true),
            ("label=us&label=orders", true),
            ("label=Orders", false),
            ("failureFunctionState=CALLBACK_FAIL", true),
            ("failureFunctionState=CALLBACK_SUCCESS,CALLBACK_FAIL", true),
            ("failureFunctionState=CALLBACK_SUCCESS", false),
            ("callerIp=203.0.113.7", true),
            ("callerIp=203.0.113.8", false),
            ("flowControlKey=key", true),
            ("flowControlKey=other", false),
            ("label=eu&callerIp=203.0.113.7&fromDate=1&toDate=2000", true),
            ("label=eu&callerIp=203.0.113.8", false),
        ] {
            assert_eq!(matches(raw), expected, "{raw}");
        }
    }

    #[test]
    fn an_entry_that_lacks_what_a_filter_asks_for_does_not_match() {
        let bare = FailedRun::new(URL).into_entry(0, |shape| shape);
        for raw in
            ["label=a", "callerIp=a", "flowControlKey=a", "failureFunctionState=CALLBACK_FAIL"]
        {
            let filter = Filter::from_query(&Query::parse(raw)).expect(raw);
            assert!(!filter.matches("1-0".parse().expect("an id"), &bare), "{raw}");
        }
    }

    #[test]
    fn a_bad_value_is_refused_and_its_parameter_named() {
        for (name, raw) in [
            ("fromDate", "fromDate=yesterday"),
            ("toDate", "toDate=-1"),
            ("fromDate", "fromDate=9223372036854775808"),
            ("workflowCreatedAt", "workflowCreatedAt="),
            ("workflowRunId", "workflowRunId="),
            ("workflowRunId", "workflowRunId=a&workflowRunId=b"),
            ("failureFunctionState", "failureFunctionState=CALLBACK_FAIL,BROKEN"),
            ("label", "label="),
            ("workflowUrl", "workflowUrl=a,,b"),
            ("callerIp", "callerIp="),
            ("flowControlKey", "flowControlKey="),
        ] {
            let error = Filter::from_query(&Query::parse(raw)).expect_err(raw);
            assert!(error.message().contains(&format!("`{name}`")), "{raw}: {error:?}");
        }
    }
}
