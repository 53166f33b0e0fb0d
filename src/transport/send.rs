//! Sending a request: the token, the attempts, and the decision after each.

use std::borrow::Cow;
use std::time::{Duration, Instant, SystemTime};

use http::StatusCode;
use http::header::HeaderValue;
use tracing::Span;

use super::operation::{Operation, Repeat};
use super::rate_limit::asked_wait;
use super::read::receive;
use super::request::Request;
use super::response::{Call, Exchange, Received};
use super::retry::Outcome;
use super::span;
use crate::Error;
use crate::client::Inner;
use crate::client::auth::{Credential, NoToken};

type Attempt = Result<Received, reqwest::Error>;

impl Request {
    /// Sends the request, and retries it where that helps and is safe.
    pub(super) async fn exchange(self, span: Span) -> Result<Exchange, Error> {
        let mut call = self.call();
        let Self { client, operation, repeat, http, .. } = self;
        let inner = &*client.inner;
        let mut kept = Some(http);
        let started = Instant::now();
        let mut retried = 0;
        let mut may_renew = inner.token.may_change();
        loop {
            let patience = || inner.time_for_a_token(started);
            let credential = inner.token.credential(patience).await;
            let limit = inner.time_limit(started);
            let credential = match credential {
                Ok(_) if limit == Some(Duration::ZERO) => {
                    return Err(Error::too_late_to_send(call, "the total timeout passed"));
                }
                Ok(credential) => credential,
                Err(NoToken::TooLate) => {
                    return Err(Error::too_late_to_send(call, "no token came in time"));
                }
                Err(NoToken::Failed(error)) => return Err(Error::no_token(call, error)),
            };
            let request = next(&mut kept, inner.retry.has_more(retried) || may_renew);
            call.attempts += 1;
            let attempt = attempt(inner, operation, request, &credential, limit).await;
            span::attempted(&span, call.attempts, &attempt);
            if is_unauthorized(&attempt) && may_renew {
                may_renew = false;
                let noted = inner.token.invalidate(credential.token(), patience()).await;
                if noted.is_some() && kept.is_some() {
                    call.sent_before = true;
                    continue;
                }
            }
            let next = kept.as_ref().zip(outcome(&attempt, operation));
            let next = next.and_then(|(request, outcome)| {
                let repeat = repeat_of(repeat, request);
                let wait = inner.retry.decide(
                    repeat,
                    outcome,
                    retried,
                    started.elapsed(),
                    fastrand::f64(),
                )?;
                Some((wait, outcome))
            });
            let Some((wait, outcome)) = next else {
                return end(call, operation, inner, &credential, attempt);
            };
            retried += 1;
            call.sent_before |= outcome != Outcome::NotSent;
            span::retrying(call.attempts, &attempt, wait);
            // The connection is free while waiting.
            drop(attempt);
            tokio::time::sleep(wait).await;
        }
    }
}

fn end(
    call: Call,
    operation: &Operation,
    inner: &Inner,
    credential: &Credential,
    attempt: Attempt,
) -> Result<Exchange, Error> {
    let token = credential.token().clone();
    match attempt {
        Ok(received) => {
            Ok(Exchange { call, received, shape: operation.shape, limits: inner.limits, token })
        }
        Err(error) => Err(Error::transport(call, error)),
    }
}

/// The request of the next attempt. It is copied only if another attempt may follow.
fn next(kept: &mut Option<reqwest::Request>, again: bool) -> reqwest::Request {
    let copy = kept.as_ref().filter(|_| again).and_then(reqwest::Request::try_clone);
    copy.or_else(|| kept.take()).expect("an attempt follows only while a request is kept")
}

fn attempt<'a>(
    inner: &'a Inner,
    operation: &'static Operation,
    mut request: reqwest::Request,
    credential: &'a Credential,
    limit: Option<Duration>,
) -> impl Future<Output = Attempt> + 'a {
    inner.scheme.apply(credential, &mut request);
    if limit.is_some() {
        *request.timeout_mut() = limit;
    }
    let response = inner.http.execute(request);
    async move {
        let response = response.await?;
        Ok(receive(operation, credential.token(), inner.limits, response).await)
    }
}

fn is_unauthorized(attempt: &Attempt) -> bool {
    attempt.as_ref().is_ok_and(|received| received.head.status() == StatusCode::UNAUTHORIZED)
}

/// The outcome of an attempt for the decision on a retry; `None` if it is final.
fn outcome(attempt: &Attempt, operation: &Operation) -> Option<Outcome> {
    match attempt {
        // The same request would fail in the same way.
        Err(error) if error.is_builder() => None,
        Err(error) if error.is_connect() => Some(Outcome::NotSent),
        Err(_) => Some(Outcome::NoResponse),
        Ok(received) if received.success => {
            received.is_broken_success(operation).then_some(Outcome::NoResponse)
        }
        Ok(received) => {
            let (status, headers) = (received.head.status(), received.head.headers());
            let asked = asked_wait(status, headers, SystemTime::now());
            Some(Outcome::Status { code: status.as_u16(), asked })
        }
    }
}

/// Is a retry of this request safe?
fn repeat_of(repeat: Repeat, request: &reqwest::Request) -> Repeat {
    match repeat {
        Repeat::SafeWithRunId if gives_run_id(request) => Repeat::Safe,
        Repeat::SafeWithRunIds if gives_run_ids(request) => Repeat::Safe,
        repeat => repeat,
    }
}

/// The header with the id of the run to start: the service starts one run for it, however
/// often it is told to.
const RUN_ID: &str = "upstash-workflow-runid";

fn gives_run_id(request: &reqwest::Request) -> bool {
    are_ids(request.headers().get_all(RUN_ID).iter().map(HeaderValue::as_bytes))
}

/// Whether each run in the body has its id there.
fn gives_run_ids(request: &reqwest::Request) -> bool {
    #[derive(serde::Deserialize)]
    struct Item<'a> {
        #[serde(default, borrow)]
        headers: std::collections::BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    }
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    serde_json::from_slice::<Vec<Item<'_>>>(body).is_ok_and(|items| {
        let names_run = |item: &Item<'_>| {
            let ids = item.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(RUN_ID));
            are_ids(ids.map(|(_, id)| id.as_bytes()))
        };
        !items.is_empty() && items.iter().all(names_run)
    })
}

/// Are there ids, and is none empty? For an empty one, the service may make a new id with each
/// request.
fn are_ids<'a>(ids: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut ids = ids.peekable();
    ids.peek().is_some() && ids.all(|id| !id.trim_ascii().is_empty())
}
