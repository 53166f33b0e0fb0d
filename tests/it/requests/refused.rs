//! A call that would do something else than its words say is refused, and nothing is sent.

use std::future::{Future, IntoFuture};

use crate::support::Wire;
use upstash_workflow::Error;

/// Awaits a call that must be refused, and returns the error.
async fn refused<T>(call: impl IntoFuture<Output = Result<T, Error>>, what: &str) -> Error {
    let Err(error) = call.await else { panic!("{what} was not refused") };
    assert!(error.is_invalid_request(), "{what}: {error:?}");
    assert!(!error.may_have_been_sent() && !error.is_retryable(), "{what}: {error:?}");
    assert!(error.status().is_none() && error.operation().is_some(), "{what}: {error:?}");
    error
}

/// The same through `send`.
async fn refused_by_send<T>(send: impl Future<Output = Result<T, Error>>, what: &str) {
    refused(Box::pin(send), what).await;
}

/// For each operation, and for each of its path parameters, the values that no path can
/// carry, with the other parameters set.
macro_rules! no_path_takes {
    ($client:expr; $($id:ident: $bad:ident $( , $setter:ident($value:expr) )* ;)*) => {$(
        for value in ["", ".", ".."] {
            let call = || $client.$id() $( .$setter($value) )* .$bad(value);
            let what = format!("{} with {} {value:?}", stringify!($id), stringify!($bad));
            let error = refused(call(), &what).await;
            let shown = error.to_string();
            assert!(shown.contains(stringify!($id)), "{what}: {shown}");
            assert!(shown.contains(stringify!($bad)), "{what}: {shown}");
            refused_by_send(call().send(), &what).await;
        }
        let what = format!("{} without {}", stringify!($id), stringify!($bad));
        let error = refused($client.$id() $( .$setter($value) )*, &what).await;
        let way_out = format!("{} is missing: set it with .{0}(…)", stringify!($bad));
        assert!(error.to_string().contains(&way_out), "{what}: {error}");
    )*};
}

#[tokio::test]
async fn a_path_parameter_that_is_missing_empty_or_dots_is_refused() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    no_path_takes! { client;
        trigger_workflow_run: workflow_url;
        cancel_workflow_run: workflow_run_id;
        retry_step_now: message_id;
        get_failed_workflow_run: dlq_id;
        delete_failed_workflow_run: dlq_id;
        resume_workflow_run: dlq_id;
        restart_workflow_run: dlq_id;
        retry_failure_callback: dlq_id;
        cancel_failure_callback: dlq_id;
        get_bulk_action: action_id;
        get_flow_control_key: flow_control_key;
        pause_flow_control_key: flow_control_key;
        resume_flow_control_key: flow_control_key;
        pin_flow_control_configuration: flow_control_key;
        unpin_flow_control_configuration: flow_control_key;
        reset_flow_control_rate: flow_control_key;
        notify_event: event_id;
        notify_workflow_run_event: workflow_run_id, event_id("e");
        notify_workflow_run_event: event_id, workflow_run_id("wfr_1");
        list_waiters: event_id;
    }
    assert_eq!(wire.requests().len(), 0);
}

/// Selections that would mean everything without saying so.
macro_rules! must_select {
    ($client:expr; $($id:ident: $ids:ident, $text:ident;)*) => {$({
        let none: [&str; 0] = [];
        let call = || $client.$id();
        for (what, call) in [
            ("nothing", call()),
            ("a count alone", call().count(10)),
            ("no ids", call().$ids(none)),
            ("an empty vector of ids", call().$ids(Vec::<String>::new())),
            ("an empty id", call().$ids([""])),
            ("an empty id among others", call().$ids(["1-0", ""])),
            ("no ids beside a filter", call().$ids(none).label(["orders"])),
            ("no labels", call().label(none)),
            ("an empty label", call().label([""])),
            ("an empty label beside an id", call().label([""]).$ids(["1-0"])),
            ("an empty filter", call().$text("")),
            ("nothing but a comma among the ids", call().$ids([","])),
            ("an empty part of a text", call().label("orders,")),
            ("a blank filter", call().$text(" ")),
            ("no ids with all()", call().$ids(none).all()),
            ("an id with all()", call().$ids(["1-0"]).all()),
            ("a filter with all()", call().label(["orders"]).all()),
            ("an id beside a filter", call().$ids(["1-0"]).label(["orders"])),
            ("an id beside a text filter", call().$text("x").$ids(["1-0"])),
            ("an id beside a time", call().$ids(["1-0"]).from_date(0)),
            ("an id beside a filter and all()", call().$ids(["1-0"]).label(["orders"]).all()),
            ("an id with a comma", call().$ids(["1-0,2-0"])),
            ("a label with a comma", call().label("a,b")),
            ("a text filter with a comma", call().$text("a,b")),
            ("too many ids", call().$ids((0..5000).map(|id| id.to_string()).collect::<Vec<_>>())),
        ] {
            let what = format!("{} with {what}", stringify!($id));
            let error = refused(call.clone(), &what).await;
            assert!(error.to_string().starts_with(stringify!($id)), "{what}: {error}");
            refused_by_send(call.send(), &what).await;
        }
        let error = refused(call(), "nothing").await;
        assert!(error.to_string().contains(".all()"), "{error}");
        let error = refused(call().$ids(["1-0"]).label(["orders"]), "ids and a filter").await;
        assert!(error.to_string().contains("ignores filters beside ids"), "{error}");
    })*};
}

#[tokio::test]
async fn a_bulk_operation_without_a_selection_is_refused() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    must_select! { client;
        bulk_cancel_workflow_runs: workflow_run_ids, workflow_url;
        bulk_delete_failed_workflow_runs: dlq_ids, workflow_run_id;
        bulk_resume_workflow_runs: dlq_ids, workflow_run_id;
        bulk_restart_workflow_runs: dlq_ids, workflow_run_id;
    }
    let exact = client.bulk_cancel_workflow_runs().workflow_url_exact_match(true).async_(true);
    refused(exact, "how to match, without what").await;
    let cursor = client.bulk_delete_failed_workflow_runs().cursor("1752829295505-0");
    refused(cursor, "a cursor alone").await;
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn a_bulk_operation_with_a_selection_is_sent() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    client.bulk_delete_failed_workflow_runs().dlq_ids(["1-0", "2-0"]).await.expect("sent");
    client.bulk_cancel_workflow_runs().label(["orders"]).await.expect("sent");
    client.bulk_resume_workflow_runs().from_date(1_752_829_295_505).await.expect("sent");
    client.bulk_restart_workflow_runs().workflow_run_id("wfr_1").await.expect("sent");
    client.bulk_delete_failed_workflow_runs().all().await.expect("sent");
    client.bulk_cancel_workflow_runs().count(10).all().await.expect("sent");
    let ids = client.bulk_delete_failed_workflow_runs().dlq_ids("1-0").dlq_ids(["2-0"]);
    ids.count(2).cursor("c").await.expect("sent");
    let labels = client.bulk_cancel_workflow_runs().label("a").label(["b", "c"]);
    labels.await.expect("sent");
    let targets: Vec<_> = wire.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(
        targets,
        [
            "/v2/workflows/dlq?dlqIds=1-0&dlqIds=2-0",
            "/v2/workflows/runs?label=orders",
            "/v2/workflows/dlq/resume?fromDate=1752829295505",
            "/v2/workflows/dlq/restart?workflowRunId=wfr_1",
            "/v2/workflows/dlq",
            "/v2/workflows/runs?count=10",
            "/v2/workflows/dlq?count=2&cursor=c&dlqIds=1-0&dlqIds=2-0",
            "/v2/workflows/runs?label=a&label=b&label=c",
        ]
    );
}

#[tokio::test]
async fn a_value_of_a_list_that_the_service_would_split_is_refused() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    let call = client.list_failed_workflow_runs().label(["a", "b,c"]);
    let error = refused(call, "a label with a comma").await;
    assert!(error.to_string().contains("label has a value with a comma"), "{error}");
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn a_request_that_is_too_long_says_how_many_values_fit() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    let ids: Vec<_> = (0..5000).map(|id| format!("{id:013}-0")).collect();
    let error = refused(client.bulk_delete_failed_workflow_runs().dlq_ids(&ids), "5000").await;
    let text = error.to_string();
    let fit = text.split(" of the 5000 values of dlqIds fit").next().expect("a part");
    let fit = fit.rsplit(' ').next().expect("a word").parse::<usize>().expect("a number");
    client.bulk_delete_failed_workflow_runs().dlq_ids(&ids[..fit]).await.expect("they fit");
    assert_eq!(wire.requests().len(), 1);
    refused(client.bulk_delete_failed_workflow_runs().dlq_ids(&ids[..=fit]), "one more").await;
}

#[tokio::test]
async fn a_value_that_no_request_can_carry_is_refused() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    for value in ["a\nb", "a\r\nInjected: yes", "a\0"] {
        let call = client.resume_workflow_run().dlq_id("1-0").label(value);
        let error = refused(call, value).await;
        assert!(error.to_string().contains("label "), "{error}");
        assert_eq!(error.to_string().lines().count(), 1, "{error}");
    }
    for url in ["", "app.example.com", "ftp://app.example.com", "https://h/x?y=1", "https://h/../x"]
    {
        refused(client.trigger_workflow_run().workflow_url(url), url).await;
    }
    let count = client.list_failed_workflow_runs().count(u64::MAX);
    let error = refused(count, "a count out of range").await;
    assert!(error.to_string().contains("count does not take this value"), "{error}");
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn a_path_parameter_arrives_as_exactly_the_segment_it_was() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    for id in ["a/../b", "%2e%2e", "a?b#c", "a\\..\\b", "é ü", "a\r\nb", "a%2Fb", " ", "..."] {
        client.get_failed_workflow_run().dlq_id(id).await.ok();
        let requests = wire.requests();
        let path = requests.last().expect("a request").path();
        let segment = path.strip_prefix("/v2/workflows/dlq/").expect("the operation's path");
        assert!(!segment.contains('/'), "{id:?} arrived as {segment:?}");
        let encoded = format!("x={}", segment.replace('+', "%2B"));
        let (_, arrived) =
            url::form_urlencoded::parse(encoded.as_bytes()).next().expect("one pair");
        assert_eq!(arrived, id);
    }
}
