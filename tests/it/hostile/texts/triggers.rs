//! Triggers, whose parts become headers inside a JSON body.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use serde_json::Value;
use tokio::runtime::Runtime;
use upstash_workflow::{Client, FlowControl, Redact, Trigger};

use super::arrival::refused;
use super::places::URL;
use super::values::{ATTACKS, PIECES, megabyte, text};
use crate::property::for_all;
use crate::support::{Request, Wire, response};

const OPERATION: &str = "trigger";

/// A part of a trigger that is a text.
#[derive(Clone, Copy, Debug)]
enum Part {
    WorkflowUrl,
    FailureUrl,
    RunId,
    Label,
    FlowControlKey,
    HeaderName,
    HeaderValue,
    ContentType,
    RetryDelay,
    RedactedHeader,
    Body,
}

const PARTS: [Part; 11] = [
    Part::WorkflowUrl,
    Part::FailureUrl,
    Part::RunId,
    Part::Label,
    Part::FlowControlKey,
    Part::HeaderName,
    Part::HeaderValue,
    Part::ContentType,
    Part::RetryDelay,
    Part::RedactedHeader,
    Part::Body,
];

/// A trigger with the text in this part, and the expected entry.
fn with<'a>(client: &'a Client, part: Part, text: &str) -> (Trigger<'a>, Entry) {
    let mut entry = Entry { destination: URL.into(), body: None, headers: BTreeMap::new() };
    let mut header = |name: &str, value: &str| entry.headers.insert(name.into(), value.into());
    header("Content-Type", "application/json");
    header("Upstash-Workflow-RunId", "wfr_1");
    let trigger = client.trigger(URL).run_id("wfr_1");
    let trigger = match part {
        Part::WorkflowUrl => {
            entry.destination = text.into();
            client.trigger(text).run_id("1")
        }
        Part::FailureUrl => {
            header("Upstash-Failure-Callback", text);
            trigger.failure_url(text)
        }
        Part::RunId => {
            header(
                "Upstash-Workflow-RunId",
                &format!("wfr_{}", text.strip_prefix("wfr_").unwrap_or(text)),
            );
            trigger.run_id(text)
        }
        Part::Label => {
            header("Upstash-Label", &format!("first,{text},last"));
            trigger.label("first").label(text).label("last")
        }
        Part::FlowControlKey => {
            for name in ["Upstash-Flow-Control", "Upstash-Failure-Callback-Flow-Control"] {
                header(&format!("{name}-Key"), text);
                header(&format!("{name}-Value"), "rate=1");
            }
            trigger.flow_control(FlowControl::new(text).rate(1))
        }
        Part::HeaderName => {
            header(&format!("Upstash-Forward-{text}"), "value");
            trigger.header(text, "value")
        }
        Part::HeaderValue => {
            header("Upstash-Forward-X-Tenant", text);
            trigger.header("X-Tenant", text)
        }
        Part::ContentType => {
            header("Content-Type", text);
            trigger.content_type(text)
        }
        Part::RetryDelay => {
            header("Upstash-Retry-Delay", text);
            header("Upstash-Failure-Callback-Retry-Delay", text);
            trigger.retry_delay(text)
        }
        Part::RedactedHeader => {
            header("Upstash-Redact-Fields", &format!("body,header[{text}]"));
            trigger.redact(Redact::body().header(text))
        }
        Part::Body => {
            header("Content-Type", "text/plain");
            entry.body = Some(text.into());
            trigger.text(text)
        }
    };
    (trigger, entry)
}

#[derive(Debug, PartialEq)]
struct Entry {
    destination: String,
    body: Option<String>,
    headers: BTreeMap<String, String>,
}

/// A server that refuses all, and a client of it.
struct Bench {
    runtime: Runtime,
    wire: Wire,
    client: Client,
}

impl Bench {
    fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let wire = runtime.block_on(Wire::start([response("412 Precondition Failed", &[], "")]));
        let client = wire.client();
        Self { runtime, wire, client }
    }

    fn check(&self, part: Part, text: &str) -> TestCaseResult {
        let (trigger, entry) = with(&self.client, part, text);
        let error = self.runtime.block_on(trigger.into_future());
        let error = error.expect_err("the server refuses everything");
        let arrived = self.wire.take_requests();
        if error.is_invalid_request() {
            return refused(OPERATION, &error, &arrived);
        }
        prop_assert!(error.is_quota_exceeded(), "{}", error);
        prop_assert_eq!(arrived.len(), 1);
        is_this_entry(&arrived[0], &entry)
    }
}

/// The request is the entry, and what becomes a header of the service is a valid header.
fn is_this_entry(request: &Request, expected: &Entry) -> TestCaseResult {
    prop_assert_eq!(&request.target, "/v2/batch/trigger");
    let list: Vec<Value> = serde_json::from_slice(&request.body).expect("a list");
    prop_assert_eq!(list.len(), 1);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let headers = list[0]["headers"].as_object().expect("headers");
    let found = Entry {
        destination: text(&list[0]["destination"]).expect("a text"),
        body: text(&list[0]["body"]),
        headers: headers.iter().map(|(k, v)| (k.clone(), text(v).expect("a text"))).collect(),
    };
    prop_assert_eq!(&found, expected);
    let mut names: Vec<_> = found.headers.keys().map(|name| name.to_lowercase()).collect();
    names.sort();
    names.dedup();
    prop_assert_eq!(names.len(), found.headers.len(), "one name twice");
    for (name, value) in &found.headers {
        prop_assert!(HeaderName::try_from(name).is_ok(), "{:?}", name);
        prop_assert!(HeaderValue::from_str(value).is_ok() && value.is_ascii(), "{:?}", value);
        prop_assert_eq!(value.trim_matches([' ', '\t']), value);
    }
    let labels = found.headers.get("Upstash-Label").map_or(3, |labels| labels.split(',').count());
    prop_assert_eq!(labels, 3);
    prop_assert!(!found.headers["Upstash-Workflow-RunId"].contains(','));
    for url in [Some(&found.destination), found.headers.get("Upstash-Failure-Callback")] {
        let Some(url) = url else { continue };
        let parsed = url::Url::parse(url).expect("a URL");
        prop_assert!(parsed.has_host() && ["http", "https"].contains(&parsed.scheme()));
        prop_assert!(url.bytes().all(|b| b.is_ascii_graphic()));
    }
    Ok(())
}

#[test]
fn a_text_with_a_meaning_is_a_text_in_every_part_of_a_trigger() {
    let bench = Bench::start();
    for part in PARTS {
        for text in PIECES.into_iter().chain(ATTACKS) {
            for text in [text, &format!("{URL}{text}"), &format!("a{text}b")] {
                bench.check(part, text).unwrap_or_else(|why| panic!("{part:?} {text:.99}: {why}"));
            }
        }
    }
}

#[test]
fn a_megabyte_is_a_text_in_every_part_of_a_trigger() {
    let bench = Bench::start();
    for (part, text) in
        PARTS.iter().flat_map(|p| [(p, megabyte()), (p, URL.to_owned() + &megabyte())])
    {
        bench.check(*part, &text).unwrap_or_else(|why| panic!("{part:?}: {why:.300}"));
    }
}

#[test]
fn any_text_is_that_text_in_a_trigger_or_is_refused() {
    let bench = Bench::start();
    let text = prop_oneof![text(), text().prop_map(|text| format!("{URL}/{text}")), "[!-~]{0,9}"];
    for_all(512, (select(PARTS.as_slice()), text), |(part, text)| bench.check(part, &text));
}
