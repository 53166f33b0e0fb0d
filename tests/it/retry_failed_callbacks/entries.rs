//! The outcome of an entry, by the responses of the service.

use std::time::Duration;

use upstash_workflow::{RetryReport, SkipReason};

use super::scripted::{Response, Scripted, ok, page, state, status, taken, with_header};
use crate::support::Wire;

/// The one list of the report that has the one entry.
fn place(report: &RetryReport) -> &'static str {
    let places = [
        ("retried", report.retried),
        ("succeeded", report.succeeded),
        ("still failing", report.still_failing),
        ("skipped", report.skipped.len()),
        ("failed", report.failed.len()),
    ];
    assert_eq!(report.found, 1, "{report:?}");
    let standing: Vec<_> = places.iter().filter(|(_, count)| *count > 0).collect();
    assert_eq!(standing.len(), 1, "{report:?}");
    assert_eq!(standing[0].1, 1, "{report:?}");
    standing[0].0
}

struct Case {
    retries: Vec<Response>,
    looks: Vec<Response>,
    place: &'static str,
    /// How many retries and looks arrive.
    calls: (usize, usize),
}

fn case<const R: usize, const L: usize>(
    retries: [Response; R],
    looks: [Response; L],
    place: &'static str,
    calls: (usize, usize),
) -> Case {
    Case { retries: retries.into(), looks: looks.into(), place, calls }
}

async fn run(case: &Case, settle: Option<Duration>) -> RetryReport {
    let service = Scripted::start().await;
    service.page(["1-0"]);
    service.retries("1-0", case.retries.clone());
    service.looks("1-0", case.looks.clone());
    let client = service.client();
    let mut job = client.retry_failed_callbacks();
    if let Some(time) = settle {
        job = job.wait_until_settled(time);
    }
    let report = job.await.expect("a report");
    let arrived = service.calls();
    let count = |what| arrived.iter().filter(|call| call.starts_with(what)).count();
    assert_eq!((count("retry"), count("look")), case.calls, "{arrived:?}");
    report
}

const FAIL: &str = "CALLBACK_FAIL";
const IN_PROGRESS: &str = "CALLBACK_INPROGRESS";
const SUCCESS: &str = "CALLBACK_SUCCESS";
const CANCELED: &str = "CALLBACK_CANCELED";

#[tokio::test]
async fn every_response_has_its_place_in_the_report() {
    let none: [Response; 1] = [status(599)];
    let soon = with_header(status(429), "retry-after", "0");
    for (at, case) in [
        case([taken()], none.clone(), "retried", (1, 0)),
        case([status(404)], none.clone(), "skipped", (1, 0)),
        case([status(400)], none.clone(), "skipped", (1, 0)),
        case([status(422)], none.clone(), "failed", (1, 0)),
        case([status(501)], none.clone(), "failed", (1, 0)),
        case([status(505)], none.clone(), "failed", (1, 0)),
        // The service asks for a slower pace.
        case([soon.clone(), status(429), taken()], none.clone(), "retried", (3, 0)),
        case([status(503), status(503), taken()], none, "retried", (3, 0)),
        // The outcome is unknown: the entry says it.
        case([status(500), taken()], [state(FAIL)], "retried", (2, 1)),
        case([status(502), taken()], [status(503), state(FAIL)], "retried", (2, 2)),
        case([status(500)], [state(IN_PROGRESS)], "retried", (1, 1)),
        case([status(504)], [state(SUCCESS)], "retried", (1, 1)),
        case([status(520), taken()], [state(FAIL)], "retried", (2, 1)),
        case([status(500)], [state("CALLBACK_QUEUED")], "retried", (1, 1)),
        case([status(500)], [state(CANCELED)], "skipped", (1, 1)),
        case([status(500)], [status(404)], "skipped", (1, 1)),
        case([ok("<html>")], [state(IN_PROGRESS)], "retried", (1, 1)),
        case([ok("<html>"), taken()], [state(FAIL)], "retried", (2, 1)),
        // It was this job's own retry that arrived late.
        case([status(500), status(400)], [state(FAIL)], "retried", (2, 1)),
        case([status(500), status(400)], [status(500), state(FAIL)], "retried", (2, 2)),
        // The limit of retries is reached.
        case([status(500)], [state(FAIL)], "failed", (8, 7)),
    ]
    .iter()
    .enumerate()
    {
        let report = run(case, None).await;
        assert_eq!(place(&report), case.place, "case {at}: {report:?}");
    }
}

#[tokio::test]
async fn what_becomes_of_a_callback_is_waited_for() {
    let enough = Some(Duration::from_secs(60));
    for (at, case) in [
        case([taken()], [state(SUCCESS)], "succeeded", (1, 1)),
        case([taken()], [state(FAIL)], "still failing", (1, 1)),
        case([taken()], [state(IN_PROGRESS), state(SUCCESS)], "succeeded", (1, 2)),
        case([taken()], [status(500), state(SUCCESS)], "succeeded", (1, 2)),
        case([taken()], [status(429), state(SUCCESS)], "succeeded", (1, 2)),
        case([taken()], [state("CALLBACK_QUEUED"), state(FAIL)], "still failing", (1, 2)),
        // It was retried, and there is no more to know.
        case([taken()], [status(404)], "retried", (1, 1)),
        case([taken()], [state(CANCELED)], "retried", (1, 1)),
        case([status(500)], [state(SUCCESS)], "succeeded", (1, 2)),
    ]
    .iter()
    .enumerate()
    {
        let report = run(case, enough).await;
        assert_eq!(place(&report), case.place, "case {at}: {report:?}");
    }
}

#[tokio::test]
async fn a_callback_that_is_not_over_in_time_counts_as_retried() {
    let service = Scripted::start().await;
    service.page(["1-0"]);
    service.looks("1-0", [state(IN_PROGRESS)]);
    let client = service.client();
    let job = client.retry_failed_callbacks().wait_until_settled(Duration::from_millis(150));
    let report = job.await.expect("a report");
    assert_eq!(place(&report), "retried");
    assert!(service.calls().contains(&"look 1-0".into()), "{:?}", service.calls());
}

#[tokio::test]
async fn what_is_skipped_is_named_with_the_reason() {
    let service = Scripted::start().await;
    let listed = ok(r#"{"messages":[
        {"dlqId":"1-0","failureFunctionState":"CALLBACK_FAIL"},
        {"dlqId":"2-0"},
        {"dlqId":"3-0","failureCallbackInfo":{"state":"CALLBACK_SUCCESS"}}]}"#);
    service.list("", [listed]);
    service.retries("1-0", [status(404)]);
    service.retries("2-0", [status(400)]);
    let report = service.client().retry_failed_callbacks().concurrency(1).await.expect("a report");
    let mut skipped: Vec<_> =
        report.skipped.iter().map(|s| (s.dlq_id.as_str(), s.reason.clone())).collect();
    skipped.sort_by_key(|(id, _)| *id);
    let no_longer = |why: &str| SkipReason::NoLongerFailed(why.into());
    assert_eq!(
        skipped,
        [
            ("1-0", SkipReason::Vanished),
            ("2-0", no_longer("status 400")),
            ("3-0", no_longer("CALLBACK_SUCCESS")),
        ]
    );
    assert_eq!(skipped[1].1.to_string(), "no longer failed: status 400");
    assert_eq!(service.calls(), ["list ", "retry 1-0", "retry 2-0"]);
}

#[tokio::test]
async fn what_failed_is_named_with_its_error() {
    let service = Scripted::start().await;
    service.page(["1-0", "..", "2-0"]);
    service.retries("1-0", [status(422)]);
    let report = service.client().retry_failed_callbacks().await.expect("a report");
    assert_eq!((report.found, report.retried, report.failed.len()), (3, 1, 2));
    for failed in report.failed {
        assert_eq!(failed.error.operation(), Some("retry_failed_callbacks"));
        match failed.dlq_id.as_str() {
            "1-0" => assert_eq!(failed.error.message(), Some("status 422")),
            ".." => assert!(failed.error.is_invalid_request(), "{}", failed.error),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn the_report_keeps_the_beginning_of_a_long_response() {
    let service = Scripted::start().await;
    service.page(["1-0", "2-0"]);
    let long = |code| {
        let mut response = with_header(status(code), "x-long", &"h".repeat(5000));
        response.2 = format!(r#"{{"error":"{}"}}"#, "é".repeat(20_000));
        with_header(response, "x-short", "kept")
    };
    service.retries("1-0", [long(422)]);
    service.retries("2-0", [long(400)]);
    let report = service.client().retry_failed_callbacks().await.expect("a report");
    let error = &report.failed[0].error;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    assert_eq!(error.body().map(<[u8]>::len), Some(1024));
    assert_eq!(error.message(), Some("é".repeat(512).as_str()));
    let headers = error.headers().expect("headers");
    assert_eq!(headers.get("x-short").expect("a header"), "kept");
    assert!(!headers.contains_key("x-long"), "{headers:?}");
    let reason = SkipReason::NoLongerFailed("é".repeat(512));
    assert_eq!(report.skipped[0].reason, reason);
}

#[tokio::test]
async fn a_dry_run_names_everything_and_retries_nothing() {
    let service = Scripted::start().await;
    service.list("", [page(["1-0", "2-0"], Some("2-0"))]);
    service.list("2-0", [page(["3-0"], None)]);
    let report = service.client().retry_failed_callbacks().dry_run(true).await.expect("a report");
    let skipped: Vec<_> = report.skipped.iter().map(|skipped| skipped.dlq_id.as_str()).collect();
    assert_eq!(skipped, ["1-0", "2-0", "3-0"]);
    assert!(report.skipped.iter().all(|skipped| skipped.reason == SkipReason::DryRun));
    assert_eq!((report.found, report.retried), (3, 0));
    assert_eq!(service.calls(), ["list ", "list 2-0"]);
}

#[tokio::test]
async fn what_makes_no_sense_for_any_entry_ends_the_job_and_says_how_far_it_came() {
    for code in [401, 403, 412, 302] {
        let service = Scripted::start().await;
        service.page(["1-0", "2-0", "3-0"]);
        service.retries("2-0", [status(code)]);
        let job = service.client();
        let error = job.retry_failed_callbacks().concurrency(1).await.expect_err("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code));
        assert_eq!(error.operation(), Some("retry_failed_callbacks"));
        let text = error.to_string();
        assert!(text.contains("stopped with 3 found: 1 retried;"), "{text}");
        let report = error.retry_report().expect("a report");
        assert_eq!((report.found, report.retried, report.left()), (3, 1, 2), "{report:?}");
        assert_eq!(report.to_string(), "3 found: 1 retried, 2 left");
        assert_eq!(service.calls(), ["list ", "retry 1-0", "retry 2-0"]);
    }
}

#[tokio::test]
async fn the_report_of_a_job_that_ends_with_an_error_names_what_was_done_until_then() {
    let service = Scripted::start().await;
    service.page(["1-0", "2-0", "3-0", "4-0", "5-0", "6-0"]);
    service.looks("1-0", [state(SUCCESS)]);
    service.retries("2-0", [status(404)]);
    service.retries("3-0", [status(422)]);
    // The service accepted its retry, and it is not settled yet.
    service.looks("4-0", [state(IN_PROGRESS)]);
    let later = with_header(status(429), "retry-after", "3600");
    service.retries("5-0", [later]);
    let client = service.client();
    let job = client.retry_failed_callbacks().concurrency(1);
    let error = job.wait_until_settled(Duration::from_secs(60)).await.expect_err("an error");
    assert!(error.is_rate_limited(), "{error}");
    let report = error.retry_report().expect("a report");
    assert_eq!((report.found, report.retried, report.left()), (6, 2, 2), "{report:?}");
    assert_eq!((report.skipped.len(), report.failed.len()), (1, 1), "{report:?}");
    assert_eq!((&*report.skipped[0].dlq_id, &*report.failed[0].dlq_id), ("2-0", "3-0"));
}

#[tokio::test]
async fn a_list_that_cannot_be_read_ends_the_job() {
    for (responses, arrived) in [
        (vec![status(401)], 1),
        (vec![status(404)], 1),
        // The client's policy counts until a request has succeeded.
        (vec![status(500)], 2),
        (vec![ok("<html>")], 2),
    ] {
        let service = Scripted::start().await;
        let expected = responses[0].0;
        service.list("", responses);
        let error = service.client().retry_failed_callbacks().await.expect_err("an error");
        assert_eq!(error.status(), Some(expected));
        assert_eq!(error.operation(), Some("retry_failed_callbacks"));
        assert_eq!(error.retry_report().map(ToString::to_string).as_deref(), Some("0 found"));
        assert_eq!(service.calls().len(), arrived, "{expected}");
    }
}

#[tokio::test]
async fn a_page_that_fails_is_requested_again() {
    let service = Scripted::start().await;
    service.list("", [status(500), page(["1-0"], Some("a"))]);
    service.list("a", [status(500), status(429), status(502), page([], Some("b"))]);
    service.list("b", [ok("{"), page(["2-0"], Some(""))]);
    let report = service.client().retry_failed_callbacks().await.expect("a report");
    assert_eq!((report.found, report.retried), (2, 2));
}

#[tokio::test]
async fn a_list_that_goes_round_in_a_circle_is_an_error() {
    let service = Scripted::start().await;
    service.list("", [page(["1-0"], Some("a"))]);
    service.list("a", [page(["2-0"], Some("a"))]);
    let error = service.client().retry_failed_callbacks().await.expect_err("an error");
    assert!(error.is_decode() && error.to_string().contains("second time"), "{error}");
}

#[tokio::test]
async fn an_entry_that_is_listed_twice_is_found_and_retried_once() {
    for dry in [false, true] {
        let service = Scripted::start().await;
        service.list("", [page(["1-0", "2-0", "2-0"], Some("a"))]);
        service.list("a", [page(["2-0", "1-0", "3-0"], Some("b"))]);
        service.list("b", [page([], Some("c"))]);
        service.list("c", [page(["3-0", "4-0"], None)]);
        let client = service.client();
        let report = client.retry_failed_callbacks().dry_run(dry).await.expect("a report");
        assert_eq!(report.found, 4, "{report}");
        assert_eq!(if dry { report.skipped.len() } else { report.retried }, 4, "{report}");
        let retried = service.calls().into_iter().filter(|call| call.starts_with("retry"));
        assert_eq!(retried.count(), if dry { 0 } else { 4 });
    }
}

#[tokio::test]
async fn what_would_act_on_more_or_on_nothing_is_refused() {
    let service = Scripted::start().await;
    let client = service.client();
    let none: [&str; 0] = [];
    for job in [
        client.retry_failed_callbacks().label(none),
        client.retry_failed_callbacks().label(["orders", ""]),
        client.retry_failed_callbacks().label(["orders"]).workflow_run_id(""),
        client.retry_failed_callbacks().concurrency(0),
    ] {
        let error = job.await.expect_err("a refusal");
        assert!(error.is_invalid_request(), "{error}");
        assert_eq!(error.operation(), Some("retry_failed_callbacks"));
        assert!(error.retry_report().is_none(), "nothing was begun");
    }
    assert_eq!(service.calls(), [""; 0]);
}

#[tokio::test]
async fn every_filter_that_is_a_list_accumulates() {
    let wire = Wire::json(r#"{"messages":[]}"#).await;
    let client = wire.client();
    let url = |name: &str| format!("https://app.example.com/{name}");
    let job = client
        .retry_failed_callbacks()
        .label("a")
        .label(["b", "c"])
        .workflow_url(url("a"))
        .workflow_url([url("b")])
        .caller_ip("192.0.2.1")
        .caller_ip(vec!["192.0.2.2"])
        .flow_control_key("x")
        .flow_control_key("y");
    assert_eq!(job.await.expect("a report").found, 0);
    let query = wire.only_request().query();
    let values = |name: &str| -> Vec<String> {
        query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    assert_eq!(values("label"), ["a", "b", "c"]);
    assert_eq!(values("workflowUrl"), [url("a"), url("b")]);
    assert_eq!(values("callerIp"), ["192.0.2.1", "192.0.2.2"]);
    assert_eq!(values("flowControlKey"), ["x", "y"]);
}
