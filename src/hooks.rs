//! What happens between a generated request and its answer, the same for every
//! operation: the token, the attempts, and keeping what came back.

use std::time::{Duration, Instant, SystemTime};

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Request, Response};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use crate::attempt::Attempt;
use crate::client::Inner;
use crate::generated::operation;
use crate::operation::{Operation, Repeat};
use crate::rate_limit::asked_wait;
use crate::response::{capture, has_no_token, is_broken_success, without_token};
use crate::retry::Outcome;
use crate::{Client, Token};

impl ClientHooks<Inner> for Client {
    async fn exec(&self, mut request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let operation = operation(info.operation_id);
        announce_no_body(&mut request);
        // Names and numbers alone: values, headers and bodies are the caller's affair.
        let span = tracing::debug_span!(
            "upstash_workflow",
            operation = operation.id,
            method = request.method().as_str(),
            path = operation.path,
            attempts = Empty,
            status = Empty,
            duration_ms = Empty,
        );
        // Recorded on this span and no other: the current one may be the caller's own, where
        // this one is filtered out.
        self.attempts(request, operation, &span).instrument(span.clone()).await
    }
}

impl Client {
    /// Sends the request, again where that helps and does no harm.
    async fn attempts(
        &self,
        mut request: Request,
        operation: &'static Operation,
        span: &Span,
    ) -> reqwest::Result<Response> {
        let Inner { token: source, retry, timeout, .. } = &self.inner;
        let started = Instant::now();
        let mut attempt = Attempt::first(operation.id);
        let mut retried = 0;
        let mut may_renew = source.may_change();
        let result = loop {
            // Only an attempt that another may follow is worth a copy.
            let again = retry.policy.has_more(retried) || may_renew;
            let copy = if again { request.try_clone() } else { None };
            let token = match source.token().await {
                Ok(token) => token,
                Err(error) => {
                    let mut url = request.url().clone();
                    url.set_query(None);
                    break Ok(without_token(attempt, url, error));
                }
            };
            self.inner.scheme.apply(&token, &mut request);
            let left = retry.policy.time_left(started.elapsed());
            if let Some(limit) = left.into_iter().chain(*timeout).min() {
                *request.timeout_mut() = Some(limit);
            }
            let result = self.attempt(request, operation, attempt, token.clone()).await;
            let status = status(&result);
            if status == Some(StatusCode::UNAUTHORIZED) && may_renew {
                source.invalidate(&token).await;
                may_renew = false;
                if let Some(copy) = copy {
                    request = copy;
                    attempt = attempt.next(true);
                    continue;
                }
            }
            let next = copy.zip(outcome(&result, operation)).and_then(|(copy, outcome)| {
                let repeat = repeat(operation, &copy);
                let (elapsed, jitter) = (started.elapsed(), retry.jitter());
                let wait = retry.policy.decide(repeat, outcome, retried, elapsed, jitter)?;
                Some((copy, wait, !matches!(outcome, Outcome::NotSent)))
            });
            let Some((copy, wait, sent)) = next else { break result };
            retried += 1;
            tracing::debug!(
                attempt = attempt.number,
                status = status.map(|status| status.as_u16()),
                wait_ms = millis(wait),
                "trying again"
            );
            request = copy;
            attempt = attempt.next(sent);
            tokio::time::sleep(wait).await;
        };
        span.record("attempts", attempt.number);
        span.record("duration_ms", millis(started.elapsed()));
        if let Some(status) = status(&result) {
            span.record("status", status.as_u16());
        }
        result
    }

    async fn attempt(
        &self,
        request: Request,
        operation: &'static Operation,
        attempt: Attempt,
        token: Token,
    ) -> reqwest::Result<Response> {
        let mut shown = request.url().clone();
        match self.client.execute(request).await {
            Ok(response) => {
                Ok(capture(operation, attempt, token, response, self.inner.limits).await)
            }
            Err(error) => {
                // reqwest's error has room for an URL alone: its query may hold the
                // token and goes, its fragment is free to name the attempt.
                shown.set_query(None);
                shown.set_fragment(Some(&attempt.to_fragment()));
                Err(error.with_url(shown))
            }
        }
    }
}

/// What an attempt came to, unless it was a success.
fn outcome(result: &reqwest::Result<Response>, operation: &Operation) -> Option<Outcome> {
    match result {
        // It would come to the same again.
        Err(error) if error.is_builder() => None,
        Err(error) if error.is_connect() => Some(Outcome::NotSent),
        Err(_) => Some(Outcome::NoAnswer),
        Ok(response) if response.status().is_success() => {
            (operation.answers && is_broken_success(response)).then_some(Outcome::NoAnswer)
        }
        Ok(response) => Some(Outcome::Status {
            code: response.status().as_u16(),
            asked: asked_wait(response.status(), response.headers(), SystemTime::now()),
        }),
    }
}

/// What repeating this request of the operation means.
fn repeat(operation: &Operation, request: &Request) -> Repeat {
    match operation.repeat {
        Repeat::SafeWithRunId if gives_run_ids(request) => Repeat::Safe,
        repeat => repeat,
    }
}

/// Whether every run that the request starts has its id in the request, so that the
/// service starts it once, however often it is told to.
fn gives_run_ids(request: &Request) -> bool {
    const RUN_ID: &str = "upstash-workflow-runid";
    if request.headers().contains_key(RUN_ID) {
        return true;
    }
    #[derive(serde::Deserialize)]
    struct Item {
        #[serde(default)]
        headers: std::collections::BTreeMap<String, serde::de::IgnoredAny>,
    }
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    serde_json::from_slice::<Vec<Item>>(body).is_ok_and(|items| {
        let names_run = |item: &Item| item.headers.keys().any(|k| k.eq_ignore_ascii_case(RUN_ID));
        !items.is_empty() && items.iter().all(names_run)
    })
}

/// The status of the answer, if one came from the service.
fn status(result: &reqwest::Result<Response>) -> Option<StatusCode> {
    result.as_ref().ok().filter(|response| !has_no_token(response)).map(Response::status)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
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
