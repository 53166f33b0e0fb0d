//! Answers: decoding a success, and keeping of every other answer its status,
//! headers and body.
//!
//! What is kept travels in the extensions of a `reqwest::Response` inside of the
//! generator's `Error::UnexpectedResponse`: the one place of that type that has
//! room for it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use progenitor_client::ResponseValue;
use reqwest::{Response, ResponseBuilderExt};
use serde::de::DeserializeOwned;
use url::Url;

use crate::attempt::Attempt;
use crate::form::{Form, locate, parse};
use crate::limits::Limits;
use crate::operation::Operation;
use crate::{BoxError, Token};

/// How much of the body of an answer that is an error is kept: 64 KiB.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// What is kept of an answer, or of an attempt that did not come to one.
#[derive(Clone, Debug)]
pub(crate) struct Captured {
    pub(crate) attempt: Attempt,
    pub(crate) body: Bytes,
    pub(crate) problem: Problem,
    /// What it was asked with, so as not to show it where the answer repeats it.
    pub(crate) token: Option<Token>,
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
    /// It is a success with a body of which there is too much, and of what.
    TooMuch(String),
    /// It is a success where no body is due, with a web page for one.
    WebPage,
    /// There is no answer: the token provider failed, and nothing was sent.
    Token(Arc<BoxError>),
    /// There is no answer: what time there was is over, for this reason, and nothing was
    /// sent.
    TooLate(&'static str),
}

/// Reads the answer's body and keeps it beside the answer: of a success up to the limits,
/// which is an error to exceed, and of any other answer [`KEPT_BODY`].
// An `async fn` would keep its arguments twice.
pub(crate) fn capture(
    operation: &'static Operation,
    attempt: Attempt,
    token: Token,
    mut response: Response,
    limits: Limits,
) -> impl Future<Output = Response> {
    mark(response.headers_mut(), &token);
    async move {
        let captured = |body, problem| Captured { attempt, body, problem, token: Some(token) };
        if !response.status().is_success() {
            // An error body that breaks off is still the service's answer.
            let (body, _) = read(&mut response, KEPT_BODY).await;
            return keep(response, captured(body, Problem::Status));
        }
        if !operation.answers {
            // Read, so that the connection can be used again. Some servers write that it is
            // fine; a web page is not from the service, and nothing was done.
            let (body, _) = read(&mut response, KEPT_BODY).await;
            if is_web_page(response.headers(), &body) {
                response.extensions_mut().insert(captured(body, Problem::WebPage));
            }
            return response;
        }
        let (body, end) = read(&mut response, limits.bytes.saturating_add(1)).await;
        let problem = match end {
            Some(error) => Problem::Body(Arc::new(error)),
            None => limits.exceeded(&body).map_or(Problem::Status, Problem::TooMuch),
        };
        response.extensions_mut().insert(captured(body, problem));
        response
    }
}

/// Marks the headers of an answer that `Debug` is not to show: a redirect may repeat the query
/// that it was sent, and another header as well.
fn mark(headers: &mut HeaderMap, token: &Token) {
    for (name, value) in headers {
        if name == LOCATION || name == SET_COOKIE || token.is_in(value.as_bytes()) {
            value.set_sensitive(true);
        }
    }
}

/// A page for people: by its type alone it is none, as there are servers that call
/// everything by that.
fn is_web_page(headers: &HeaderMap, body: &[u8]) -> bool {
    says_html(headers) && body.trim_ascii_start().starts_with(b"<")
}

/// Whether the type of an answer's body is that of web pages.
pub(crate) fn says_html(headers: &HeaderMap) -> bool {
    let html = |value: &HeaderValue| {
        let start = value.as_bytes().get(..9);
        start.is_some_and(|start| start.eq_ignore_ascii_case(b"text/html"))
    };
    headers.get(CONTENT_TYPE).is_some_and(html)
}

/// Whether the answer is a success of which a part is missing.
pub(crate) fn is_broken_success(response: &Response) -> bool {
    let captured = response.extensions().get::<Captured>();
    captured.is_some_and(|captured| matches!(captured.problem, Problem::Body(_)))
}

/// Whether the answer only stands for an attempt that was not begun.
pub(crate) fn has_not_begun(response: &Response) -> bool {
    let captured = response.extensions().get::<Captured>();
    captured
        .is_some_and(|captured| matches!(captured.problem, Problem::Token(_) | Problem::TooLate(_)))
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
        token: None,
    });
    if matches!(captured.problem, Problem::Status) {
        match parse(&captured.body, form) {
            Ok(value) => {
                let headers = std::mem::take(response.headers_mut());
                return Ok(ResponseValue::new(value, response.status(), headers));
            }
            Err(error) => {
                let error = locate::<T>(&captured.body, error);
                let error = presentable(error, captured.token.as_ref());
                captured.problem = Problem::Decode(Arc::new(error));
            }
        }
    }
    Err(progenitor_client::Error::UnexpectedResponse(keep(response, captured)))
}

/// The success of an operation that has no body.
#[expect(clippy::result_large_err, reason = "it is the generator's error, large or not")]
pub(crate) fn no_body(
    mut response: Response,
) -> Result<ResponseValue<()>, progenitor_client::Error<()>> {
    match response.extensions_mut().remove::<Captured>() {
        Some(captured) if matches!(captured.problem, Problem::WebPage) => {
            Err(progenitor_client::Error::UnexpectedResponse(keep(response, captured)))
        }
        // A documented redirect has been kept like every answer outside of 2xx.
        _ => Ok(ResponseValue::empty(response)),
    }
}

/// An error of decoding quotes what it did not expect, whole, and whatever that is. So the
/// token is taken out of its text first, and then the middle, if it is still long: at its
/// ends stand where it went wrong, and what was expected.
fn presentable(error: serde_json::Error, token: Option<&Token>) -> serde_json::Error {
    const MOST: usize = 500;
    let mut text = error.to_string();
    let token = token.filter(|token| token.is_in(text.as_bytes()));
    if token.is_none() && text.len() <= MOST {
        return error;
    }
    if let Some(token) = token {
        text = token.hide_in(text);
    }
    if text.len() > MOST {
        let begin = &text[..text.floor_char_boundary(MOST / 2)];
        let end = &text[text.ceil_char_boundary(text.len() - MOST / 2)..];
        text = format!("{begin}…{end}");
    }
    // Line and column are found in the text again.
    serde::de::Error::custom(text)
}

/// Stands for the answer to an attempt that was not begun.
pub(crate) fn not_begun(attempt: Attempt, url: Url, problem: Problem) -> Response {
    let attempt = Attempt { number: attempt.number - 1, ..attempt };
    let response = http::Response::builder().url(url).status(401).body(Bytes::new());
    let response = response.expect("a response of constants is well formed");
    keep(response.into(), Captured { attempt, body: Bytes::new(), problem, token: None })
}

/// The same answer with the beginning of its body in memory, without the query of its URL,
/// where the token may be, and with `captured` in its extensions.
fn keep(mut response: Response, mut captured: Captured) -> Response {
    // A part of a buffer would keep the whole of it for as long as there is the error.
    let body = &captured.body[..captured.body.len().min(KEPT_BODY)];
    captured.body = Bytes::copy_from_slice(body);
    let mut url = response.url().clone();
    url.set_query(None);
    let headers = std::mem::take(response.headers_mut());
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
    let mut whole = Vec::new();
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if first.is_empty() => first = chunk,
            Ok(Some(chunk)) => {
                if whole.is_empty() {
                    append(&mut whole, &first, limit);
                }
                append(&mut whole, &chunk, limit);
            }
            end => break end.err(),
        }
        if first.len().max(whole.len()) >= limit {
            break None;
        }
    };
    let mut body = if whole.is_empty() { first } else { whole.into() };
    body.truncate(limit);
    (body, end.map(reqwest::Error::without_url))
}

/// Adds to `whole` what of `more` fits into `limit`. The room doubles as it is used up, but
/// is never more than the limit.
fn append(whole: &mut Vec<u8>, more: &[u8], limit: usize) {
    let more = &more[..more.len().min(limit - whole.len())];
    let needed = whole.len() + more.len();
    if needed > whole.capacity() {
        let room = needed.max((whole.capacity() * 2).min(limit));
        whole.reserve_exact(room - whole.len());
    }
    whole.extend_from_slice(more);
}

#[cfg(test)]
mod tests {
    use super::{append, presentable};
    use crate::Token;

    #[test]
    fn a_long_error_of_decoding_keeps_its_ends_and_no_part_of_the_token() {
        let token = Token::from("tok_MARKED");
        for before in 230..270 {
            let body = format!("\"{}tok_MARKED{}\"", "é".repeat(before), "x".repeat(5000));
            let error = serde_json::from_str::<i64>(&body).expect_err("a text");
            let (line, column) = (error.line(), error.column());
            let error = presentable(error, Some(&token));
            assert_eq!((error.line(), error.column()), (line, column));
            let text = error.to_string();
            assert!(text.starts_with("invalid type: string") && text.contains("expected i64"));
            assert!(text.len() < 600 && !text.contains("tok_"), "{text}");
        }
    }

    #[test]
    fn a_body_takes_no_more_room_than_its_limit() {
        let mut whole = Vec::new();
        for _ in 0..100 {
            append(&mut whole, &[7; 30], 1000);
            assert!(whole.capacity() <= 1000, "{}", whole.capacity());
        }
        assert_eq!(whole, [7; 1000]);
    }
}
