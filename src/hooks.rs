//! What happens between a generated request and its answer, the same for every
//! operation: the token, the attempts, and keeping what came back.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Request, Response};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};
use url::Url;

use crate::Client;
use crate::attempt::Attempt;
use crate::auth::{Credential, NoToken};
use crate::generated::operation;
use crate::inner::Inner;
use crate::operation::{Operation, Repeat};
use crate::rate_limit::asked_wait;
use crate::response::{Problem, capture, has_not_begun, is_broken_success, not_begun};
use crate::retry::Outcome;

// What a call costs beside reqwest's part is mostly memory. So there is no `async fn` on
// the way of a request and an answer, which would keep each twice, as argument and as
// variable, and the futures of a call are two, each small enough for the allocator's fast
// path.
impl ClientHooks<Inner> for Client {
    fn exec(
        &self,
        mut request: Request,
        info: &OperationInfo,
    ) -> impl Future<Output = reqwest::Result<Response>> {
        let operation = operation(info.operation_id);
        announce_no_body(&mut request);
        // Names and numbers alone: values, headers and bodies are the caller's affair.
        let span = tracing::debug_span!(
            "upstash_workflow",
            operation = self.inner.called.unwrap_or(operation.id),
            method = request.method().as_str(),
            path = operation.path,
            attempts = Empty,
            status = Empty,
            duration_ms = Empty,
        );
        // Recorded on this span and no other: the current one may be the caller's own, where
        // this one is filtered out.
        Box::pin(self.attempts(request, operation, span.clone()).instrument(span))
    }
}

impl Client {
    /// Sends the request, again where that helps and does no harm.
    fn attempts(
        &self,
        request: Request,
        operation: &'static Operation,
        span: Span,
    ) -> impl Future<Output = reqwest::Result<Response>> {
        let Inner { token: source, retry, .. } = &self.inner;
        let started = Instant::now();
        let mut attempt = Attempt::first(operation.id);
        let mut retried = 0;
        let mut may_renew = source.may_change();
        let mut kept = Kept(Some(request));
        async move {
            let result = loop {
                let patience = || self.inner.time_for_a_token(started);
                let credential = source.credential(patience).await;
                let limit = self.inner.time_limit(started);
                let credential = match credential {
                    Ok(credential) if limit != Some(Duration::ZERO) => credential,
                    other => {
                        let problem = match other {
                            Ok(_) => Problem::TooLate("the time was over"),
                            Err(NoToken::TooLate) => Problem::TooLate("no token came in time"),
                            Err(NoToken::Failed(error)) => Problem::Token(Arc::new(error)),
                        };
                        break Ok(not_begun(attempt, kept.get().url().clone(), problem));
                    }
                };
                let request = kept.next(retry.policy.has_more(retried) || may_renew);
                let answer = self.attempt(request, &credential, limit, operation, attempt);
                let result = answer.await;
                let status = status(&result);
                if status == Some(StatusCode::UNAUTHORIZED) && may_renew {
                    let noted = source.invalidate(credential.token(), patience()).await;
                    may_renew = false;
                    if noted.is_some() && kept.is_left() {
                        attempt = attempt.next(true);
                        continue;
                    }
                }
                let next = kept.0.as_ref().zip(outcome(&result, operation));
                let next = next.and_then(|(request, outcome)| {
                    let repeat = repeat(operation, request);
                    let (elapsed, jitter) = (started.elapsed(), retry.jitter());
                    let wait = retry.policy.decide(repeat, outcome, retried, elapsed, jitter)?;
                    Some((wait, !matches!(outcome, Outcome::NotSent)))
                });
                let Some((wait, sent)) = next else { break result };
                retried += 1;
                tracing::debug!(
                    attempt = attempt.number,
                    status = status.map(|status| status.as_u16()),
                    wait_ms = millis(wait),
                    "trying again"
                );
                attempt = attempt.next(sent);
                // Nobody needs the answer any more.
                drop(result);
                tokio::time::sleep(wait).await;
            };
            if !span.is_disabled() {
                span.record("attempts", attempt.number);
                span.record("duration_ms", millis(started.elapsed()));
                if let Some(status) = status(&result) {
                    span.record("status", status.as_u16());
                }
            }
            result
        }
    }

    fn attempt<'a>(
        &'a self,
        mut request: Request,
        credential: &Credential,
        limit: Option<Duration>,
        operation: &'static Operation,
        attempt: Attempt,
    ) -> impl Future<Output = reqwest::Result<Response>> + use<'a> {
        self.inner.scheme.apply(credential, &mut request);
        if limit.is_some() {
            *request.timeout_mut() = limit;
        }
        let token = credential.token().clone();
        let answer = self.client.execute(request);
        async move {
            let response = match answer.await {
                Ok(response) => response,
                Err(error) => return Err(self.named(error, attempt)),
            };
            Ok(capture(operation, attempt, token, response, self.inner.limits).await)
        }
    }

    /// The error with the name of its attempt, and without a token.
    ///
    /// reqwest's error has room for an URL alone: its query may hold the token and goes,
    /// its fragment is free to name the attempt.
    fn named(&self, error: reqwest::Error, attempt: Attempt) -> reqwest::Error {
        let base = || Url::parse(&self.baseurl).ok();
        let Some(mut shown) = error.url().cloned().or_else(base) else {
            return error.without_url();
        };
        shown.set_query(None);
        shown.set_fragment(Some(&attempt.to_fragment()));
        error.with_url(shown)
    }
}

/// The request that attempts are made from; none is left once it was sent itself.
struct Kept(Option<Request>);

impl Kept {
    fn get(&self) -> &Request {
        self.0.as_ref().expect("what was sent itself is not sent again")
    }

    fn is_left(&self) -> bool {
        self.0.is_some()
    }

    /// What to send: only an attempt that another may follow is worth a copy.
    fn next(&mut self, again: bool) -> Request {
        let copy = if again { self.get().try_clone() } else { None };
        copy.or_else(|| self.0.take()).expect("what was sent itself is not sent again")
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
        Repeat::SafeWithRunId if gives_run_id(request) => Repeat::Safe,
        Repeat::SafeWithRunIds if gives_run_ids(request) => Repeat::Safe,
        repeat => repeat,
    }
}

/// The header with the id that a run is to have, so that the service starts the run once,
/// however often it is told to.
const RUN_ID: &str = "upstash-workflow-runid";

fn gives_run_id(request: &Request) -> bool {
    are_ids(request.headers().get_all(RUN_ID).iter().map(HeaderValue::as_bytes))
}

/// Whether every run that the body starts has its id there.
fn gives_run_ids(request: &Request) -> bool {
    #[derive(serde::Deserialize)]
    struct Item {
        #[serde(default)]
        headers: std::collections::BTreeMap<String, String>,
    }
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    serde_json::from_slice::<Vec<Item>>(body).is_ok_and(|items| {
        let names_run = |item: &Item| {
            let ids = item.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(RUN_ID));
            are_ids(ids.map(|(_, id)| id.as_bytes()))
        };
        !items.is_empty() && items.iter().all(names_run)
    })
}

/// Whether there are ids, and none of them is empty: for an empty one, the service may make
/// one up with each request.
fn are_ids<'a>(ids: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut ids = ids.peekable();
    ids.peek().is_some() && ids.all(|id| !id.trim_ascii().is_empty())
}

/// The status of the answer, if one came from the service.
fn status(result: &reqwest::Result<Response>) -> Option<StatusCode> {
    let status = result.as_ref().ok()?.status();
    let is_ours = status == StatusCode::UNAUTHORIZED && result.as_ref().is_ok_and(has_not_begun);
    (!is_ours).then_some(status)
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
