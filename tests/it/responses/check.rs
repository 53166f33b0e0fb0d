//! The form of the tables: a call, and responses to it as they come over the wire.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use upstash_workflow::ResponseValue;

use crate::support::response;

/// A success as the caller gets it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) status: u16,
    /// The header that [`json_response`] and [`plain_response`] have, to see it come through.
    pub(crate) trace: Option<String>,
    /// The value as it is serialized again.
    pub(crate) value: Value,
    /// The value as `Debug` shows it.
    pub(crate) debug: String,
}

impl Decoded {
    /// Also makes sure that serializing loses nothing.
    pub(crate) fn from<T>(raw: &ResponseValue<T>) -> Self
    where
        T: Serialize + DeserializeOwned + PartialEq + Debug,
    {
        let decoded: &T = raw;
        let value = serde_json::to_value(decoded).expect("every type is serializable");
        let again: T = serde_json::from_value(value.clone()).expect("what was serialized");
        assert_eq!(&again, decoded, "a round trip changed the value");
        let trace = raw.headers().get("x-trace").map(|trace| trace.to_str().expect("a text"));
        Self {
            status: raw.status().as_u16(),
            trace: trace.map(str::to_owned),
            value,
            debug: format!("{decoded:?}"),
        }
    }
}

pub(crate) fn json_response(status: &str, body: &str) -> Vec<u8> {
    response(status, &[("Content-Type", "application/json"), ("X-Trace", "t-1")], body)
}

pub(crate) fn plain_response(status: &str, body: &str) -> Vec<u8> {
    response(status, &[("Content-Type", "text/plain"), ("X-Trace", "t-1")], body)
}

pub(crate) fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("the test's own JSON")
}

/// The same JSON with a field in every object that no document knows yet.
pub(crate) fn with_fields_added_later(value: &Value) -> Value {
    // The names in these objects are data and not fields.
    let is_map = |name: &str| name == "filter" || name.to_lowercase().contains("header");
    match value {
        Value::Array(items) => items.iter().map(with_fields_added_later).collect(),
        Value::Object(fields) => {
            let known = fields.iter().map(|(name, value)| {
                let value =
                    if is_map(name) { value.clone() } else { with_fields_added_later(value) };
                (name.clone(), value)
            });
            let added = ("addedLater".to_owned(), json!({"anything": [1, null, {"deep": "x"}]}));
            Value::Object(known.chain([added]).collect())
        }
        plain => plain.clone(),
    }
}

/// Whether every field of a value has something in it. It is what holds the tables to the
/// document: a field that a type gains is empty until the full response has it.
pub(crate) fn assert_filled(debug: &str) {
    for empty in ["None", "[]", "{}", "\"\""] {
        assert!(!debug.contains(empty), "a field of the full response is {empty}: {debug}");
    }
}

/// Makes a call to a server with this response. Returns the server and the outcome of `send`, as
/// [`Decoded`] or as the crate's error.
macro_rules! ask {
    ($response:expr, $operation:ident $(.$setter:ident($($value:expr),*))*) => {{
        let wire = crate::support::Wire::start([$response]).await;
        let client = wire.client();
        let outcome = client.$operation()$(.$setter($($value),*))*.send().await;
        let outcome = outcome.map(|raw| crate::responses::check::Decoded::from(&raw));
        (wire, outcome.map_err(upstash_workflow::Error::from))
    }};
}

/// The statuses that a response with a body may have. Documented are 200, 201 and 202, each
/// for some operations, and a server may use another of them than it says.
pub(crate) const SUCCESSES: [&str; 5] =
    ["200 OK", "201 Created", "202 Accepted", "203 Non-Authoritative Information", "299 Fine"];

/// For each operation with a body a `full` response, with all that is documented, and the
/// `least` responses that there can be, as tests; and the list of the operations.
macro_rules! responses {
    ($($operation:ident {
        call: $(.$setter:ident($($value:expr),*))*;
        full: $full:expr;
        least: $($least:expr),+;
    })+) => {
        pub(crate) const OPERATIONS: &[&str] = &[$(stringify!($operation)),+];

        $(mod $operation {
            #[allow(unused_imports, reason = "not every response needs what its file defines")]
            use super::*;
            use crate::responses::check::{self, json_response};

            #[tokio::test]
            async fn a_full_response_is_decoded_field_by_field() {
                let full = check::parse($full);
                let sent = check::with_fields_added_later(&full).to_string();
                let call = ask!(
                    json_response("200 OK", &sent), $operation$(.$setter($($value),*))*
                );
                let decoded = call.1.expect("a success");
                assert_eq!(decoded.value, full);
                check::assert_filled(&decoded.debug);
            }

            #[tokio::test]
            async fn a_response_with_only_what_is_required_is_decoded() {
                for least in [$($least),+] {
                    let call = ask!(
                        json_response("200 OK", least), $operation$(.$setter($($value),*))*
                    );
                    let decoded = call.1.expect("a success");
                    assert_eq!(decoded.value, check::parse(least));
                }
            }

            #[tokio::test]
            async fn every_2xx_is_a_success_with_its_status_and_headers() {
                for status in check::SUCCESSES {
                    let call = ask!(
                        json_response(status, $full), $operation$(.$setter($($value),*))*
                    );
                    let decoded = call.1.expect(status);
                    assert!(status.starts_with(&decoded.status.to_string()), "{decoded:?}");
                    assert_eq!(decoded.trace.as_deref(), Some("t-1"), "{status}");
                    assert_eq!(decoded.value, check::parse($full), "{status}");
                }
            }
        })+
    };
}
