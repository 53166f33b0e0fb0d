//! Requests that the official JavaScript clients really sent (`@upstash/workflow` 1.3.3 on
//! `@upstash/qstash` 2.12.0, recorded on loopback), and the calls here that send the same.
//!
//! Compared are method, path, query, headers and body. Left out on both sides are the
//! headers that say who sends and how (`Host`, `User-Agent`, `Accept`, `Content-Length`;
//! the official clients also send telemetry), since they say nothing of the request.
//!
//! Not here, because those clients use other paths for them: listing the DLQ
//! (`/v2/dlq`), the logs (`/v2/workflows/events`) and triggers (`/v2/batch`, with headers
//! that `/v2/batch/trigger` adds by itself).

use std::fmt::Debug;
use std::future::IntoFuture;
use std::time::Duration;

use crate::support::{Wire, response};
use upstash_workflow::{Client, Error, FlowControl};

/// A recorded request.
#[derive(Default)]
struct Recorded {
    method: &'static str,
    path: &'static str,
    /// Decoded, in the order in which it was sent.
    query: &'static [(&'static str, &'static str)],
    /// All but `Authorization`, which was `Bearer tok` in each of them.
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

/// The token that the recording was made with.
const TOKEN: &str = "tok";

/// A server for tests of the request alone: it refuses everything with a status that is never
/// retried.
async fn recorder() -> (Wire, Client) {
    let wire = Wire::start([response("412 Precondition Failed", &[], "")]).await;
    let client = Client::builder().token(TOKEN).base_url(wire.url()).build().expect("a client");
    (wire, client)
}

async fn same<T: Debug>(
    wire: &Wire,
    call: impl IntoFuture<Output = Result<T, Error>>,
    recorded: Recorded,
) {
    let error = call.await.expect_err("the server refuses everything");
    assert!(error.is_quota_exceeded(), "{error}");
    let request = wire.only_request();
    assert_eq!((request.method.as_str(), request.path()), (recorded.method, recorded.path));

    // Parameters of different names have no order among themselves; the values of one
    // have, and a sort that is stable keeps it.
    let mut query = request.query();
    query.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut expected: Vec<_> =
        recorded.query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    expected.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert_eq!(query, expected);

    let mut headers = request.own_headers();
    headers.sort_unstable();
    let mut expected = recorded.headers.to_vec();
    expected.push(("authorization", "Bearer tok"));
    expected.sort_unstable();
    assert_eq!(headers, expected);
    assert_eq!(String::from_utf8_lossy(&request.body), recorded.body);
}

/// One test for each recorded call: its name there, the same call here, the recording.
macro_rules! recordings {
    ($($(#[$original:meta])+ $name:ident:
        $operation:ident$(.$setter:ident($($value:expr),* $(,)?))* => {$($recorded:tt)*})+) => {
        $($(#[$original])+
        #[tokio::test]
        async fn $name() {
            let (wire, client) = recorder().await;
            let call = client.$operation()$(.$setter($($value),*))*;
            let recorded = Recorded { $($recorded)*, ..Recorded::default() };
            same(&wire, call, recorded).await;
        })+
    };
}

recordings! {
    /// `dlq.retryFailureFunction`
    retries_a_failure_callback: retry_failure_callback.dlq_id("1752829295505-0") => {
        method: "POST",
        path: "/v2/workflows/dlq/callback/1752829295505-0"
    }

    /// `dlq.resume`, one id
    resumes_one_run: bulk_resume_workflow_runs.dlq_ids(["d1"]) => {
        method: "POST",
        path: "/v2/workflows/dlq/resume",
        query: &[("dlqIds", "d1")]
    }

    /// `dlq.resume`, two ids and options
    resumes_runs_with_other_settings: bulk_resume_workflow_runs
        .dlq_ids(["d1", "d2"])
        .flow_control(
                FlowControl::new("k").parallelism(2).rate(5).period(Duration::from_secs(60)),
            )
        .retries(5)
    => {
        method: "POST",
        path: "/v2/workflows/dlq/resume",
        query: &[("dlqIds", "d1"), ("dlqIds", "d2")],
        headers: &[
            ("upstash-flow-control-key", "k"),
            // Recorded with the period of the caller, `1m`.
            ("upstash-flow-control-value", "parallelism=2, rate=5, period=60s"),
            ("upstash-retries", "5"),
        ]
    }

    /// `dlq.resume`, a filter
    resumes_runs_by_label: bulk_resume_workflow_runs.label(["a"]).count(7).cursor("c1") => {
        method: "POST",
        path: "/v2/workflows/dlq/resume",
        query: &[("label", "a"), ("count", "7"), ("cursor", "c1")]
    }

    /// `dlq.resume`, all. The count is that client's default; here it is the caller's.
    resumes_everything: bulk_resume_workflow_runs.all().count(100) => {
        method: "POST",
        path: "/v2/workflows/dlq/resume",
        query: &[("count", "100")]
    }

    /// `dlq.restart`, one id and no retries
    restarts_one_run: bulk_restart_workflow_runs.dlq_ids(["d1"]).retries(0) => {
        method: "POST",
        path: "/v2/workflows/dlq/restart",
        query: &[("dlqIds", "d1")],
        headers: &[("upstash-retries", "0")]
    }

    /// `dlq.delete`, one id
    deletes_one_entry: bulk_delete_failed_workflow_runs.dlq_ids(["d1"]) => {
        method: "DELETE",
        path: "/v2/workflows/dlq",
        query: &[("dlqIds", "d1")]
    }

    /// `dlq.delete`, all with a count
    deletes_some_of_everything: bulk_delete_failed_workflow_runs.all().count(5) => {
        method: "DELETE",
        path: "/v2/workflows/dlq",
        query: &[("count", "5")]
    }

    /// `cancel`, one id
    cancels_one_run: bulk_cancel_workflow_runs.workflow_run_ids(["wfr_1"]) => {
        method: "DELETE",
        path: "/v2/workflows/runs",
        query: &[("workflowRunIds", "wfr_1")]
    }

    /// `cancel`, two ids
    cancels_two_runs: bulk_cancel_workflow_runs.workflow_run_ids(["wfr_1", "wfr_2"]) => {
        method: "DELETE",
        path: "/v2/workflows/runs",
        query: &[("workflowRunIds", "wfr_1"), ("workflowRunIds", "wfr_2")]
    }

    /// `cancel`, an exact URL
    cancels_the_runs_of_one_url: bulk_cancel_workflow_runs
        .workflow_url(["https://app.example.com/api/workflow"])
        .workflow_url_exact_match(true)
        .count(100)
    => {
        method: "DELETE",
        path: "/v2/workflows/runs",
        query: &[
            ("workflowUrl", "https://app.example.com/api/workflow"),
            ("workflowUrlExactMatch", "true"),
            ("count", "100"),
        ]
    }

    /// `cancel`, the beginning of a URL
    cancels_the_runs_under_an_url: bulk_cancel_workflow_runs
        .workflow_url(["https://app.example.com"])
        .count(100)
    => {
        method: "DELETE",
        path: "/v2/workflows/runs",
        query: &[("workflowUrl", "https://app.example.com"), ("count", "100")]
    }

    /// `cancel`, all
    cancels_everything: bulk_cancel_workflow_runs.all().count(100) => {
        method: "DELETE",
        path: "/v2/workflows/runs",
        query: &[("count", "100")]
    }

    /// `notify` of the event `evt/1 a`. That client leaves the slash as it is, so what went
    /// out names the event `1 a` of the run `evt`, and here it takes that call.
    notifies_with_a_text: notify_workflow_run_event
        .workflow_run_id("evt")
        .event_id("1 a")
        .content_type("text/plain;charset=UTF-8")
        .body("hello")
    => {
        method: "POST",
        path: "/v2/notify/evt/1%20a",
        headers: &[("content-type", "text/plain;charset=UTF-8")],
        body: "hello"
    }

    /// `notify` without data
    notifies_without_data: notify_event.event_id("evt-1") => {
        method: "POST",
        path: "/v2/notify/evt-1"
    }

    /// `getWaiters`
    lists_waiters: list_waiters.event_id("evt-1") => {
        method: "GET",
        path: "/v2/waiters/evt-1"
    }

    /// `flowControl.get`
    gets_a_flow_control_key: get_flow_control_key.flow_control_key("k") => {
        method: "GET",
        path: "/v2/flowControl/k"
    }

    /// `flowControl.pause`
    pauses_a_flow_control_key: pause_flow_control_key.flow_control_key("k") => {
        method: "POST",
        path: "/v2/flowControl/k/pause"
    }

    /// `flowControl.resume`
    resumes_a_flow_control_key: resume_flow_control_key.flow_control_key("k") => {
        method: "POST",
        path: "/v2/flowControl/k/resume"
    }

    /// `flowControl.pin`
    pins_a_flow_control_key: pin_flow_control_configuration
        .flow_control_key("k")
        .parallelism(3)
        .rate(20)
        .period(120)
    => {
        method: "POST",
        path: "/v2/flowControl/k/pin",
        query: &[("parallelism", "3"), ("rate", "20"), ("period", "120")]
    }

    /// `flowControl.resetRate`
    resets_the_rate_of_a_flow_control_key: reset_flow_control_rate.flow_control_key("k") => {
        method: "POST",
        path: "/v2/flowControl/k/resetRate"
    }

    /// `flowControl.getGlobalParallelism`
    gets_the_global_parallelism: get_global_parallelism => {
        method: "GET",
        path: "/v2/globalParallelism"
    }
}

/// The one request that is meant to differ: the official client's event `evt/1 a` goes to
/// a run `evt` (see `notifies_with_a_text`); here an event keeps its slash.
#[tokio::test]
async fn an_event_with_a_slash_does_not_become_an_event_of_a_run() {
    let (wire, client) = recorder().await;
    let call = client.notify_event().event_id("evt/1 a");
    let path = "/v2/notify/evt%2F1%20a";
    same(&wire, call, Recorded { method: "POST", path, ..Recorded::default() }).await;
}

/// The recording has these two as exceptions thrown before anything was sent.
#[tokio::test]
async fn an_empty_selection_is_refused_here_too() {
    let (wire, client) = recorder().await;
    let delete = || client.bulk_delete_failed_workflow_runs();
    let none = delete().dlq_ids(Vec::<String>::new()).await.expect_err("no ids");
    let empty = delete().dlq_ids([""]).await.expect_err("an empty id");
    for error in [none, empty] {
        assert!(error.is_invalid_request(), "{error}");
        assert!(!error.may_have_been_sent(), "{error}");
    }
    assert!(wire.requests().is_empty());
}
