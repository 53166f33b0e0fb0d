//! The tables of `tests/it/requests/` as calls of any server.

use upstash_workflow::Client;

/// One row of a table: an operation with some of its parameters.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) row: &'static str,
    /// Makes the call. Returns the headers of the response, or the error.
    pub(crate) make: fn(&Client) -> futures::future::BoxFuture<'_, Result<http::HeaderMap, String>>,
}

/// Replaces the expected request: here the server checks it.
pub(crate) struct Sent;

pub(crate) fn sends(_: &'static str) -> Sent {
    Sent
}

macro_rules! requests {
    ($($operation:ident {
        $($row:ident: $(.$setter:ident($($value:expr),* $(,)?))* => $sent:expr;)+
    })+) => {
        pub(crate) fn calls() -> Vec<crate::check::Call> {
            vec![$($(crate::check::Call {
                operation: stringify!($operation),
                row: stringify!($row),
                make: |client| Box::pin(async move {
                    let sent = client.$operation()$(.$setter($($value),*))*.send().await;
                    sent.map(|response| response.headers().clone()).map_err(|why| format!("{why:?}"))
                }),
            }),+),+]
        }
    };
}
