//! What happens between a generated request and its answer, the same for every operation.

use http::StatusCode;
use http::header::CONTENT_TYPE;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Request, Response};

use crate::Client;
use crate::client::Inner;
use crate::response::{capture, without_token};

impl ClientHooks<Inner> for Client {
    async fn exec(&self, mut request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let operation = info.operation_id;
        if request.body().is_some_and(|body| body.as_bytes() == Some(b"")) {
            // A body that was left out is no octet stream, it is none.
            request.headers_mut().remove(CONTENT_TYPE);
        }
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
