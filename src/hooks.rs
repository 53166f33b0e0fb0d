//! What happens between a generated request and its answer, the same for every operation.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Request, Response};

use crate::Client;
use crate::client::Inner;
use crate::response::{capture, without_token};

impl ClientHooks<Inner> for Client {
    async fn exec(&self, mut request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let operation = info.operation_id;
        announce_no_body(&mut request);
        if let Some(timeout) = self.inner.timeout {
            *request.timeout_mut() = Some(timeout);
        }
        let mut shown = request.url().clone();
        shown.set_query(None);

        // Only a token that may change is worth a copy of the request.
        let mut spare = if self.inner.token.may_change() { request.try_clone() } else { None };
        loop {
            let token = match self.inner.token.token().await {
                Ok(token) => token,
                Err(error) => return Ok(without_token(operation, shown, error)),
            };
            self.inner.scheme.apply(&token, &mut request);
            let response = match self.client.execute(request).await {
                Ok(response) => response,
                Err(error) => {
                    // reqwest's error has room for an URL alone: its query may hold
                    // the token and goes, its fragment is free to name the operation.
                    shown.set_fragment(Some(operation));
                    return Err(error.with_url(shown));
                }
            };
            if response.status().is_success() {
                return Ok(response);
            }
            if response.status() == StatusCode::UNAUTHORIZED
                && let Some(copy) = spare.take()
            {
                self.inner.token.invalidate(&token).await;
                request = copy;
                continue;
            }
            return Ok(capture(operation, response).await);
        }
    }
}

/// A body that was left out is no octet stream, it is none; and there are servers that
/// refuse a POST that does not say how long its body is.
fn announce_no_body(request: &mut Request) {
    let is_empty = request.body().is_none_or(|body| body.as_bytes() == Some(b""));
    if !is_empty || request.method() != Method::POST {
        return;
    }
    let headers = request.headers_mut();
    if headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/octet-stream") {
        headers.remove(CONTENT_TYPE);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
}
