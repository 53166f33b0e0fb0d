//! Reading the body of a response, up to a limit.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use reqwest::Response;

use super::limits::Limits;
use super::operation::{Operation, Shape};
use super::response::Received;
use crate::Token;

/// How much of the body of an error response is kept: 64 KiB.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// Reads the body of a response.
///
/// An empty success is read too, so that the connection can be used again.
pub(super) async fn receive(
    operation: &Operation,
    token: &Token,
    limits: Limits,
    mut head: Response,
) -> Received {
    mark(head.headers_mut(), token);
    let status = head.status();
    let success = status.is_success() || operation.redirects.contains(&status.as_u16());
    let limit = match success && operation.shape != Shape::Empty {
        true => limits.bytes.saturating_add(1),
        false => KEPT_BODY,
    };
    let (body, broken) = read(&mut head, limit).await;
    Received { head, body, broken, success }
}

impl Received {
    /// Is it a success whose body is incomplete?
    pub(super) fn is_broken_success(&self, operation: &Operation) -> bool {
        self.success && self.broken.is_some() && operation.shape != Shape::Empty
    }
}

/// Marks the headers of a response that `Debug` must not show: a redirect may repeat the query
/// of the request, and another header may repeat the token.
fn mark(headers: &mut HeaderMap, token: &Token) {
    for (name, value) in headers {
        if name == LOCATION || name == SET_COOKIE || token.is_in(value.as_bytes()) {
            value.set_sensitive(true);
        }
    }
}

/// Is the body an HTML page? The content type alone does not say: some servers send it with
/// everything.
pub(super) fn is_web_page(headers: &HeaderMap, body: &[u8]) -> bool {
    says_html(headers) && body.trim_ascii_start().starts_with(b"<")
}

/// Is the content type that of an HTML page?
pub(crate) fn says_html(headers: &HeaderMap) -> bool {
    let html = |value: &HeaderValue| {
        let start = value.as_bytes().get(..9);
        start.is_some_and(|start| start.eq_ignore_ascii_case(b"text/html"))
    };
    headers.get(CONTENT_TYPE).is_some_and(html)
}

/// The first `limit` bytes of a body, and why it is incomplete.
async fn read(response: &mut Response, limit: usize) -> (Bytes, Option<reqwest::Error>) {
    // Most bodies are one chunk, which is not copied.
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

/// Appends what fits into `limit`. The capacity doubles, up to the limit.
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
    use super::append;

    #[test]
    fn a_body_takes_no_more_memory_than_its_limit() {
        let mut whole = Vec::new();
        for _ in 0..100 {
            append(&mut whole, &[7; 30], 1000);
            assert!(whole.capacity() <= 1000, "{}", whole.capacity());
        }
        assert_eq!(whole, [7; 1000]);
    }
}
