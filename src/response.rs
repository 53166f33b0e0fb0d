//! Answers: decoding a success, and keeping of every other answer its status,
//! headers and body.
//!
//! What is kept travels in the extensions of a `reqwest::Response` inside of the
//! generator's `Error::UnexpectedResponse`: the one place of that type that has
//! room for it.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{LOCATION, SET_COOKIE};
use progenitor_client::ResponseValue;
use reqwest::{Response, ResponseBuilderExt};
use serde::de::DeserializeOwned;
use url::Url;

use crate::BoxError;
use crate::attempt::Attempt;
use crate::form::{Form, parse};
use crate::operation::Operation;

/// How much of the body of an answer that is an error is kept: 64 KiB.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// What is kept of an answer, or of an attempt that did not come to one.
#[derive(Clone, Debug)]
pub(crate) struct Captured {
    pub(crate) attempt: Attempt,
    pub(crate) body: Bytes,
    pub(crate) problem: Problem,
}

/// Why an answer did not become a value.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// Its status is not a success, or nothing is wrong so far.
    Status,
    /// It is a success whose body could not be decoded.
    Decode(Arc<serde_json::Error>),
    /// It is a success whose body did not arrive whole.
    Body(Arc<reqwest::Error>),
    /// It is a success whose body is longer than this many bytes.
    TooLong(usize),
    /// There is no answer: the token provider failed, and nothing was sent.
    Token(Arc<BoxError>),
}

/// Reads the answer's body and keeps it beside the answer: of a success up to `most`
/// bytes, which is an error to exceed, and of any other answer [`KEPT_BODY`].
#[expect(clippy::manual_async_fn, reason = "it would keep the answer twice")]
pub(crate) fn capture(
    operation: &'static Operation,
    attempt: Attempt,
    mut response: Response,
    most: usize,
) -> impl Future<Output = Response> {
    async move {
        if !response.status().is_success() {
            // An error body that breaks off is still the service's answer.
            let (body, _) = read(&mut response, KEPT_BODY).await;
            return keep(response, Captured { attempt, body, problem: Problem::Status });
        }
        if !operation.answers {
            // Whatever it says, it says success. Read, so that the connection can be used
            // again.
            read(&mut response, KEPT_BODY).await;
            return response;
        }
        let (mut body, end) = read(&mut response, most.saturating_add(1)).await;
        let problem = match end {
            Some(error) => Problem::Body(Arc::new(error)),
            None if body.len() > most => Problem::TooLong(most),
            None => Problem::Status,
        };
        if !matches!(problem, Problem::Status) {
            body.truncate(KEPT_BODY);
        }
        response.extensions_mut().insert(Captured { attempt, body, problem });
        response
    }
}

/// Whether the answer is a success of which a part is missing.
pub(crate) fn is_broken_success(response: &Response) -> bool {
    let captured = response.extensions().get::<Captured>();
    captured.is_some_and(|captured| matches!(captured.problem, Problem::Body(_)))
}

/// Whether the answer only stands for a token that could not be had.
pub(crate) fn has_no_token(response: &Response) -> bool {
    let captured = response.extensions().get::<Captured>();
    captured.is_some_and(|captured| matches!(captured.problem, Problem::Token(_)))
}

/// The captured body of a success as a value of type `T`.
pub(crate) async fn decode<T: DeserializeOwned>(
    operation: &'static str,
    form: Form,
    mut response: Response,
) -> Result<ResponseValue<T>, progenitor_client::Error<()>> {
    let captured = response.extensions_mut().remove::<Captured>();
    let mut captured = captured.unwrap_or_else(|| Captured {
        attempt: Attempt::first(operation),
        body: Bytes::new(),
        problem: Problem::Status,
    });
    if matches!(captured.problem, Problem::Status) {
        match parse(&captured.body, form) {
            Ok(value) => {
                let headers = std::mem::take(response.headers_mut());
                return Ok(ResponseValue::new(value, response.status(), headers));
            }
            Err(error) => captured.problem = Problem::Decode(Arc::new(error)),
        }
    }
    captured.body.truncate(KEPT_BODY);
    Err(progenitor_client::Error::UnexpectedResponse(keep(response, captured)))
}

/// Stands for the answer where a token could not be had for an attempt.
pub(crate) fn without_token(attempt: Attempt, url: Url, error: BoxError) -> Response {
    let attempt = Attempt { number: attempt.number - 1, ..attempt };
    let problem = Problem::Token(Arc::new(error));
    let response = http::Response::builder().url(url).status(401).body(Bytes::new());
    let response = response.expect("a response of constants is well formed");
    keep(response.into(), Captured { attempt, body: Bytes::new(), problem })
}

/// The same answer with its body in memory, without the query of its URL, where the
/// token may be, and with `captured` in its extensions.
fn keep(mut response: Response, captured: Captured) -> Response {
    let mut url = response.url().clone();
    url.set_query(None);
    let mut headers = std::mem::take(response.headers_mut());
    for (name, value) in &mut headers {
        // A redirect may repeat the query it was sent.
        if name == LOCATION || name == SET_COOKIE {
            value.set_sensitive(true);
        }
    }
    let mut kept = http::Response::builder()
        .url(url)
        .status(response.status())
        .version(response.version())
        .body(captured.body.clone())
        .expect("the parts come from a response");
    *kept.headers_mut() = headers;
    kept.extensions_mut().insert(captured);
    kept.into()
}

/// The first `limit` bytes of a body, and what broke it off.
async fn read(response: &mut Response, limit: usize) -> (Bytes, Option<reqwest::Error>) {
    // The usual body is one chunk, which is not copied.
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if first.is_empty() => first = chunk,
            Ok(Some(chunk)) => {
                if whole.is_empty() {
                    whole.extend_from_slice(&first);
                }
                whole.extend_from_slice(&chunk);
            }
            end => break end.err(),
        }
        if first.len().max(whole.len()) >= limit {
            break None;
        }
    };
    let mut body = if whole.is_empty() { first } else { whole.freeze() };
    body.truncate(limit);
    (body, end.map(reqwest::Error::without_url))
}
