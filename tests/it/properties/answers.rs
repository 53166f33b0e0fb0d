//! Any response over HTTP to any operation: a value, or one clear error that says what it is.

use std::cell::OnceCell;

use tokio::runtime::Runtime;
use upstash_workflow::{Client, Error};

use crate::support::calls::{CALLS, Call};
use crate::support::{TOKEN, Wire};

/// A server with any response, and its client.
pub(crate) struct Bench {
    runtime: Runtime,
    wire: Wire,
    client: Client,
}

impl Bench {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let wire = runtime.block_on(Wire::start([]));
        let client = wire.client();
        Self { runtime, wire, client }
    }

    /// The outcome of the operation, in both ways of calling it, on this response.
    pub(crate) fn ask(&self, call: &Call, response: &[u8]) -> [Result<(), Error>; 2] {
        self.wire.respond_with(response.to_vec());
        let outcomes = self.runtime.block_on(call.both(&self.client));
        self.wire.take_requests();
        outcomes.map(|(_, outcome)| outcome)
    }
}

/// The first byte selects the operation, the rest is the raw response. Used by `fuzz/`, where
/// nothing else is known about the response.
pub(crate) fn check(bytes: &[u8]) {
    thread_local!(static BENCH: OnceCell<Bench> = const { OnceCell::new() });
    let [operation, response @ ..] = bytes else { return };
    let call = &CALLS[usize::from(*operation) % CALLS.len()];
    BENCH.with(|bench| {
        for outcome in bench.get_or_init(Bench::start).ask(call, response) {
            outcome.err().iter().for_each(|error| is_clear(call, error));
        }
    });
}

/// One line that names the operation and shows no secret, and predicates that agree.
pub(crate) fn is_clear(call: &Call, error: &Error) {
    let (shown, debug) = (error.to_string(), format!("{error:?}"));
    assert!(!shown.contains(char::is_control), "{shown:?}");
    assert!(shown.starts_with(call.id) && shown.chars().count() < 2_000, "{shown:?}");
    assert!(!shown.contains(TOKEN) && !debug.contains(TOKEN), "{debug}");
    assert_eq!(error.operation(), Some(call.id));
    assert!(!error.is_invalid_request() && !error.is_configuration(), "{debug}");
    assert!(error.may_have_been_sent(), "{debug}");
    let limited = error.status().is_some_and(|status| status == 429);
    assert_eq!(error.rate_limit().is_some(), limited, "{debug}");
    assert_eq!(error.is_rate_limited(), limited, "{debug}");
    assert!(error.status().is_some() || error.is_retryable(), "{debug}");
    assert!(error.body().is_none_or(|body| body.len() <= 64 * 1024), "{debug}");
    let says_why = error.message().is_some() || std::error::Error::source(error).is_some();
    assert!(!error.is_decode() || says_why, "{debug}");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use proptest::sample::select;
    use serde_json::json;

    use super::{Bench, CALLS, is_clear};
    use crate::properties::json::anything;
    use crate::property::for_all;

    fn header() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
        let name = select(&[
            "Retry-After",
            "RateLimit-Limit",
            "RateLimit-Reset",
            "Burst-RateLimit-Remaining",
            "Burst-RateLimit-Reset",
            "Content-Type",
            "Content-Encoding",
            "Location",
            "Set-Cookie",
            "X-Anything",
        ]);
        let byte = any::<u8>().prop_filter("a control character", |b| *b > 31 && *b != 127);
        let value = prop_oneof![
            any::<u64>().prop_map(|number| number.to_string().into_bytes()),
            "-?[0-9]{1,22}".prop_map(String::into_bytes),
            "[ -~]{0,20}".prop_map(String::into_bytes),
            Just(b"Sun, 06 Nov 1994 08:49:37 GMT".to_vec()),
            Just(b"gzip".to_vec()),
            proptest::collection::vec(byte, 0..12),
        ];
        (name, value)
    }

    fn body() -> impl Strategy<Value = Vec<u8>> {
        let error = any::<String>().prop_map(|text| json!({"error": text}));
        let known = select(vec![
            json!({"workflowRunId": "wfr_1"}),
            json!({"dlqId": "1-0", "header": null}),
            json!([{"workflowRunId": "wfr_1"}]),
            json!({"current": "a", "next": "b"}),
            json!({"actionId": "a"}),
            json!([{"flowControlKey": "k"}]),
            json!({"flowControls": [{"flowControlKey": "k"}]}),
            json!({"error": "quota", "more": [1]}),
            json!({"error": {"message": "nested"}}),
            json!({"cursor": "", "messages": []}),
        ]);
        let json = prop_oneof![error, known, anything()];
        prop_oneof![
            4 => json.prop_map(|json| json.to_string().into_bytes()),
            1 => proptest::collection::vec(any::<u8>(), 0..60),
            1 => select(vec![&b"<html>\r\n<h1>Bad Gateway</h1>"[..], b"OK", b"null", b"\xef\xbb\xbf[]"])
                .prop_map(<[u8]>::to_vec),
        ]
    }

    #[test]
    fn any_response_is_a_value_or_one_clear_error() {
        let bench = Bench::start();
        let status = prop_oneof![200_u16..300, 300_u16..600, Just(200), Just(429), Just(503)];
        let headers = proptest::collection::vec(header(), 0..5);
        for_all(1024, (0..CALLS.len(), status, headers, body()), |(at, status, headers, body)| {
            let call = &CALLS[at];
            let mut response = format!("HTTP/1.1 {status} Status\r\n").into_bytes();
            for (name, value) in &headers {
                response.extend(format!("{name}: ").bytes().chain(value.clone()).chain(*b"\r\n"));
            }
            let length = body.len();
            response
                .extend(format!("Content-Length: {length}\r\nConnection: close\r\n\r\n").bytes());
            response.extend(&body);
            for outcome in bench.ask(call, &response) {
                let error = match outcome {
                    Ok(()) => {
                        let found = call.id == "cancel_failure_callback" && status == 302;
                        prop_assert!((200..300).contains(&status) || found);
                        continue;
                    }
                    Err(error) => error,
                };
                is_clear(call, &error);
                prop_assert_eq!(error.status().map(|s| s.as_u16()), Some(status), "{:?}", error);
                prop_assert_eq!(error.is_decode(), (200..300).contains(&status), "{:?}", error);
                prop_assert!(call.has_body || !error.is_decode(), "{:?}", error);
                if ![204, 205, 304].contains(&status) {
                    prop_assert_eq!(error.body(), Some(&*body));
                }
                let text = serde_json::from_slice::<serde_json::Value>(&body).ok();
                let text = text.and_then(|json| json["error"].as_str().map(str::to_owned));
                if !error.is_decode() && text.is_some() && ![204, 304].contains(&status) {
                    prop_assert_eq!(error.message(), text.as_deref());
                }
                // The first header of a name counts.
                let asked = headers.iter().find(|(name, _)| *name == "Retry-After");
                let asked = asked.and_then(|(_, value)| std::str::from_utf8(value).ok());
                match asked.map(str::trim).and_then(|text| text.parse::<u64>().ok()) {
                    Some(wait) if asked.is_some_and(|text| !text.contains('+')) => {
                        prop_assert_eq!(error.retry_after(), Some(Duration::from_secs(wait)));
                    }
                    _ if asked.is_none() => {}
                    _ => prop_assert!(error.retry_after().is_none_or(|wait| wait.is_zero())),
                }
            }
            Ok(())
        });
    }
}
