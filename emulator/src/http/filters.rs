//! The filters of a request, parsed from its query.

use std::collections::HashSet;

use crate::http::api_error::ApiError;
use crate::http::control_headers::is_web_url;
use crate::http::query::Query;
use crate::state::clock::LATEST;
use crate::state::dlq_filter::DlqFilter;
use crate::state::run_filter::{RunFilter, State};
use crate::state::run_id_filter::RunIdFilter;

pub(crate) fn dlq_filter(query: &Query) -> Result<DlqFilter, ApiError> {
    Ok(DlqFilter {
        from: query.number("fromDate", 0, LATEST)?,
        to: query.number("toDate", 0, LATEST)?,
        workflow_urls: query.list("workflowUrl")?,
        run_id: run_id(query)?,
        workflow_created_at: query.number("workflowCreatedAt", 0, LATEST)?,
        labels: query.list("label")?,
        states: query.list_of("failureFunctionState", "the name of a failure callback's state")?,
        caller_ips: query.list("callerIp")?,
        flow_control_keys: query.list("flowControlKey")?,
    })
}

/// The filters of the logs.
pub(crate) fn log_filter(query: &Query) -> Result<RunFilter, ApiError> {
    if let Some(given) = text(query, "workflowRuns")? {
        return Ok(RunFilter { runs: Some(pairs(given)?), ..RunFilter::default() });
    }
    let filter = RunFilter {
        run_id: run_id(query)?,
        workflow_created_at: query.number("workflowCreatedAt", 0, LATEST)?,
        message_id: text(query, "messageId")?.map(str::to_owned),
        state: state(query)?,
        ..run_filter(query)?
    };
    match filter.workflow_urls.iter().find(|url| !is_web_url(url)) {
        Some(url) => Err(ApiError::parameter(
            "workflowUrl",
            format!("must begin with http:// or https://, not be `{url}`"),
        )),
        None => Ok(filter),
    }
}

/// The filters of a bulk cancellation: a workflow URL matches as a prefix unless an exact match is requested.
pub(crate) fn cancel_filter(query: &Query) -> Result<RunFilter, ApiError> {
    let exact = query.flag("workflowUrlExactMatch")?;
    Ok(RunFilter { by_prefix: !exact, ..run_filter(query)? })
}

fn run_filter(query: &Query) -> Result<RunFilter, ApiError> {
    Ok(RunFilter {
        from: query.number("fromDate", 0, LATEST)?,
        to: query.number("toDate", 0, LATEST)?,
        workflow_urls: query.list("workflowUrl")?,
        hosts: query.list("host")?,
        paths: query.list("path")?,
        labels: query.list("label")?,
        caller_ips: query.list("callerIp")?,
        flow_control_keys: query.list("flowControlKey")?,
        ..RunFilter::default()
    })
}

fn run_id(query: &Query) -> Result<Option<RunIdFilter>, ApiError> {
    Ok(text(query, "workflowRunId")?.map(RunIdFilter::new))
}

/// Returns the value of a parameter. Refuses an empty one: ignored, it would widen a selection to everything.
fn text<'a>(query: &'a Query, name: &str) -> Result<Option<&'a str>, ApiError> {
    match query.one(name)? {
        Some("") => Err(ApiError::parameter(name, "has an empty value")),
        given => Ok(given),
    }
}

fn state(query: &Query) -> Result<Option<State>, ApiError> {
    let Some(text) = query.one("state")? else {
        return Ok(None);
    };
    let run = text.parse().map(State::Run);
    run.or_else(|()| text.parse().map(State::Step)).map(Some).map_err(|()| {
        ApiError::parameter("state", format!("must be the state of a run or step, not `{text}`"))
    })
}

fn pairs(text: &str) -> Result<HashSet<(String, u64)>, ApiError> {
    let pair = |pair: &str| {
        let (id, time) = pair.rsplit_once('@')?;
        Some((id.to_owned(), time.parse().ok()?)).filter(|(id, _)| !id.is_empty())
    };
    text.split(',').map(pair).collect::<Option<_>>().ok_or_else(|| {
        ApiError::parameter("workflowRuns", format!("must be pairs `id@time`, not `{text}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::callback::CallbackState;
    use crate::state::failed_run::FailedRun;

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
            .into_entry(0, |failure| failure);
        let filter = dlq_filter(&Query::parse(raw)).expect(raw);
        filter.matches("1000-0".parse().expect("an id"), &entry)
    }

    #[test]
    fn every_filter_matches_what_it_names_and_nothing_else() {
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
        let bare = FailedRun::new(URL).into_entry(0, |failure| failure);
        for raw in
            ["label=a", "callerIp=a", "flowControlKey=a", "failureFunctionState=CALLBACK_FAIL"]
        {
            let filter = dlq_filter(&Query::parse(raw)).expect(raw);
            assert!(!filter.matches("1-0".parse().expect("an id"), &bare), "{raw}");
        }
    }

    #[test]
    fn an_invalid_value_is_refused_and_its_parameter_named() {
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
            let error = dlq_filter(&Query::parse(raw)).expect_err(raw);
            assert!(error.message().contains(&format!("`{name}`")), "{raw}: {error:?}");
        }
    }
}
