//! What the generated code, reqwest and the service's answers become as an error.

use std::sync::Arc;
use std::time::SystemTime;

use reqwest::StatusCode;

use super::{Error, Kind, Source};
use crate::attempt::Attempt;
use crate::form::without_mark;
use crate::rate_limit::{RateLimit, retry_after};
use crate::response::{Captured, Problem};
use crate::types::ErrorBody;

/// How many bytes the URL of a request can have at most, for the `http` crate.
const LONGEST_URL: usize = (u16::MAX - 1) as usize;

/// What the generated `send` returns, for every operation.
impl From<progenitor_client::Error<()>> for Error {
    fn from(error: progenitor_client::Error<()>) -> Self {
        use progenitor_client::Error as E;
        match error {
            E::InvalidRequest(text) => {
                // The guards write the operation in front.
                let mut new = Self::new(Kind::InvalidRequest, None);
                let (operation, why) = text.split_once(": ").unwrap_or(("", &text));
                new.0.operation = (!operation.is_empty()).then(|| operation.to_owned().into());
                new.0.message = Some(why.to_owned());
                new
            }
            E::Custom(text) => Self::new(Kind::InvalidRequest, Some(text)),
            E::UnexpectedResponse(response) => Self::answer(response),
            E::ErrorResponse(value) => {
                let mut new = Self::new(Kind::Status, None);
                new.0.status = Some(value.status());
                new.0.headers = Some(value.headers().clone());
                new
            }
            E::CommunicationError(error)
            | E::InvalidUpgrade(error)
            | E::ResponseBodyError(error) => Self::transport(error),
            E::InvalidResponsePayload(body, error) => {
                let mut new = Self::new(Kind::Decode, None);
                new.0.body = Some(body);
                new.0.source = Some(Source::Decode(Arc::new(error)));
                new
            }
        }
    }
}

impl Error {
    fn transport(mut error: reqwest::Error) -> Self {
        let mut new = Self::new(Kind::Transport, None);
        if let Some(url) = error.url_mut() {
            if let Some(attempt) = url.fragment().and_then(Attempt::from_fragment) {
                new = new.with_attempt(attempt);
            }
            url.set_fragment(None);
            new.0.url = Some(url.clone());
        }
        if error.is_builder() {
            // A request that could not be put together never left.
            new.0.kind = Kind::InvalidRequest;
            new.0.attempts = new.0.attempts.saturating_sub(1);
            let too_long = new.0.url.take().is_some_and(|url| url.as_str().len() > LONGEST_URL);
            new.0.message = Some(match too_long {
                true => format!(
                    "the URL is longer than any request can have, which is {LONGEST_URL} bytes: \
                     give fewer or shorter values"
                ),
                false => "the HTTP client does not send requests to this URL".into(),
            });
            error = error.without_url();
        }
        new.0.source = Some(Source::Transport(Arc::new(error)));
        new
    }

    fn answer(mut response: reqwest::Response) -> Self {
        let captured = response.extensions_mut().remove::<Captured>();
        let mut new = Self::new(Kind::Status, None);
        new.0.url = Some(response.url().clone());
        let mut token = None;
        if let Some(Captured { attempt, body, problem, token: sent }) = captured {
            token = sent;
            new = new.with_attempt(attempt);
            (new.0.kind, new.0.source) = match problem {
                Problem::Status => (Kind::Status, None),
                Problem::Decode(e) => (Kind::Decode, Some(Source::Decode(e))),
                Problem::Body(e) => (Kind::Transport, Some(Source::Transport(e))),
                Problem::TooMuch(what) => {
                    new.0.message = Some(format!(
                        "its body {what}: ask for less, or allow more with \
                         .max_response_bytes(…)"
                    ));
                    (Kind::Decode, None)
                }
                Problem::WebPage => {
                    new.0.message = Some("its body is a web page".into());
                    (Kind::Decode, None)
                }
                Problem::Token(e) => {
                    new.0.kind = Kind::Configuration;
                    new.0.message = Some("there is no token for the request".into());
                    new.0.source = Some(Source::Other(e));
                    return new;
                }
                Problem::TooLate(why) => {
                    let before = attempt.sent_before;
                    let sent = if before { "an earlier attempt was" } else { "nothing was" };
                    new.0.kind = Kind::NotBegun;
                    new.0.message = Some(format!("{why}, {sent} sent"));
                    return new;
                }
            };
            new.0.body = Some(body);
        }
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if new.0.kind == Kind::Status {
            let text = new.0.body.as_deref().and_then(service_text);
            new.0.message = match token {
                Some(token) => text.map(|text| token.hide_in(text)),
                None => text,
            };
        }
        new.0.rate_limit =
            (status == StatusCode::TOO_MANY_REQUESTS).then(|| RateLimit::from_headers(&headers));
        new.0.retry_after = retry_after(&headers, SystemTime::now());
        new.0.status = Some(status);
        new.0.headers = Some(headers);
        new
    }
}

/// The `error` of the service's error body.
fn service_text(body: &[u8]) -> Option<String> {
    serde_json::from_slice::<ErrorBody>(without_mark(body)).ok().map(|body| body.error)
}
