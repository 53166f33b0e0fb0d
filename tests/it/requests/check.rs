//! The form of the tables: a call, and the request that it has to become.

use std::fmt::Debug;
use std::future::IntoFuture;

use upstash_workflow::Error;

use crate::support::{Wire, response};

/// The expected request.
pub(crate) struct Sent {
    line: &'static str,
    query: &'static [&'static str],
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

/// A request with this method and path, and by default nothing else.
pub(crate) fn sends(line: &'static str) -> Sent {
    Sent { line, query: &[], headers: &[], body: "" }
}

impl Sent {
    /// The query's pairs in order, encoded.
    pub(crate) fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    /// The headers in any order: only values under one name have an order in HTTP.
    pub(crate) fn headers(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    pub(crate) fn body(self, body: &'static str) -> Self {
        Self { body, ..self }
    }
}

/// A server for tests of the request alone: it refuses everything with a status that is never
/// retried.
pub(crate) async fn refusing() -> Wire {
    Wire::start([response("412 Precondition Failed", &[], "")]).await
}

/// Makes the call and compares what arrived.
pub(crate) async fn sent<T: Debug>(
    wire: &Wire,
    operation: &str,
    call: impl IntoFuture<Output = Result<T, Error>>,
    expected: Sent,
) {
    let error = call.await.expect_err("the server refuses everything");
    assert!(error.is_quota_exceeded(), "{error}");
    assert_eq!(error.operation(), Some(operation));

    let request = wire.only_request();
    let target = if expected.query.is_empty() {
        expected.line.to_owned()
    } else {
        format!("{}?{}", expected.line, expected.query.join("&"))
    };
    assert_eq!(format!("{} {}", request.method, request.target), target);
    let mut headers = expected.headers.to_vec();
    headers.push(("authorization", "Bearer tok_MARKED_4f1c9d"));
    headers.sort_by_key(|(name, _)| *name);
    let mut own = request.own_headers();
    own.sort_by_key(|(name, _)| *name);
    assert_eq!(own, headers);
    // The generator would send the document's version, which no service asks for.
    assert_eq!(request.header("api-version"), None);
    assert_eq!(String::from_utf8_lossy(&request.body), expected.body);
}

/// The parameters of a builder that are not set, as its `Debug` shows them: what holds
/// the tables to the document when that gets a new parameter.
pub(crate) fn unset(call: &impl Debug) -> usize {
    format!("{call:?}").matches("Ok(None)").count()
}

/// The parameters of a builder that are set without being required.
pub(crate) fn set(call: &impl Debug) -> usize {
    format!("{call:?}").matches("Ok(Some(").count()
}

/// For each operation the call with every parameter (`full`) and the one with only what
/// it requires (`required`), or the one form that it has (`only`), as tests; and the list
/// of the operations.
macro_rules! requests {
    ($($operation:ident { $($rows:tt)+ })+) => {
        pub(crate) const OPERATIONS: &[&str] = &[$(stringify!($operation)),+];

        $(mod $operation {
            #[allow(unused_imports, reason = "not every row needs what the table's file imports")]
            use super::*;

            requests!(@rows $operation $($rows)+);
        })+
    };
    (@rows $operation:ident
        full: $(.$f:ident($($fv:expr),* $(,)?))* => $full:expr;
        required: $(.$r:ident($($rv:expr),* $(,)?))* => $required:expr;
    ) => {
        #[tokio::test]
        async fn every_parameter_goes_where_it_belongs() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$f($($fv),*))*;
            assert_eq!(crate::requests::check::unset(&call), 0, "{call:?}");
            crate::requests::check::sent(&wire, stringify!($operation), call, $full).await;
        }

        #[tokio::test]
        async fn what_is_left_out_is_not_sent() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$r($($rv),*))*;
            assert_eq!(crate::requests::check::set(&call), 0, "{call:?}");
            crate::requests::check::sent(&wire, stringify!($operation), call, $required).await;
        }
    };
    // A bulk operation, which takes ids or filters.
    (@rows $operation:ident
        full: $(.$f:ident($($fv:expr),* $(,)?))* => $full:expr;
        ids: $(.$i:ident($($iv:expr),* $(,)?))* => $ids:expr;
        required: $(.$r:ident($($rv:expr),* $(,)?))* => $required:expr;
    ) => {
        #[tokio::test]
        async fn every_parameter_goes_where_it_belongs() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$f($($fv),*))*;
            assert_eq!(crate::requests::check::unset(&call), 1, "all but the ids: {call:?}");
            crate::requests::check::sent(&wire, stringify!($operation), call, $full).await;
        }

        #[tokio::test]
        async fn ids_go_where_they_belong() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$i($($iv),*))*;
            crate::requests::check::sent(&wire, stringify!($operation), call, $ids).await;
        }

        #[tokio::test]
        async fn what_is_left_out_is_not_sent() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$r($($rv),*))*;
            assert_eq!(crate::requests::check::set(&call), 0, "{call:?}");
            crate::requests::check::sent(&wire, stringify!($operation), call, $required).await;
        }
    };
    (@rows $operation:ident only: $(.$o:ident($($ov:expr),* $(,)?))* => $only:expr;) => {
        #[tokio::test]
        async fn the_request_has_one_form() {
            let wire = crate::requests::check::refusing().await;
            let client = wire.client();
            let call = client.$operation()$(.$o($($ov),*))*;
            assert_eq!(crate::requests::check::unset(&call) + crate::requests::check::set(&call), 0, "{call:?}");
            crate::requests::check::sent(&wire, stringify!($operation), call, $only).await;
        }
    };
}
