//! Calling a failure callback's receiver over HTTP.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::HeaderMap;
use reqwest::redirect::Policy;

use crate::callback::Delivery;
use crate::callback_call::CallbackCall;
use crate::clock::now_ms;
use crate::entry::Headers;
use crate::signature::sign;

/// How much of a receiver's answer is remembered.
const REMEMBERED_BYTES: usize = 64 * 1024;

/// Sends what the emulator delivers.
#[derive(Debug)]
pub(crate) struct Courier {
    http: reqwest::Client,
    sent: AtomicU64,
}

impl Courier {
    pub(crate) fn new(timeout: Duration) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(timeout)
            // The service reports a redirect as the receiver's answer, and a failure.
            .redirect(Policy::none())
            // Receivers are on loopback as a rule, where no proxy finds them.
            .no_proxy()
            .build()?;
        Ok(Self { http, sent: AtomicU64::new(0) })
    }

    /// Sends the call, signed with this key. Whatever goes wrong is an outcome of the delivery.
    pub(crate) async fn deliver(&self, call: CallbackCall, key: &str) -> Delivery {
        match self.send(call, key).await {
            Ok(delivery) => delivery,
            Err(error) => Delivery { body: describe(error).into(), ..Delivery::default() },
        }
    }

    async fn send(&self, call: CallbackCall, key: &str) -> Result<Delivery, reqwest::Error> {
        let token_id = format!("jwt_{}-{}", now_ms(), self.sent.fetch_add(1, Ordering::Relaxed));
        let signature = sign(key, &call.url, &call.body, now_ms(), &token_id);
        let mut request =
            self.http.post(&call.url).header("upstash-signature", signature).body(call.body);
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        let mut response = request.send().await?;
        let (status, headers) = (response.status(), names_to_values(response.headers()));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            let room = REMEMBERED_BYTES.saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if room == 0 {
                break;
            }
        }
        Ok(Delivery {
            status: Some(status.as_u16()),
            headers,
            body: String::from_utf8_lossy(&body).into(),
        })
    }
}

/// The error with its causes in one line, without the URL, which is in the message already.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn names_to_values(headers: &HeaderMap) -> Headers {
    let mut map: Headers = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into();
        map.entry(canonical(name.as_str()).into()).or_default().push(value);
    }
    map
}

/// `content-type` as `Content-Type`: the service writes names so, whatever the receiver wrote.
fn canonical(name: &str) -> String {
    let mut starts = true;
    let capital = |letter: char| {
        let written = if starts { letter.to_ascii_uppercase() } else { letter };
        starts = letter == '-';
        written
    };
    name.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_written_as_the_service_writes_them() {
        for (name, expected) in
            [("content-type", "Content-Type"), ("etag", "Etag"), ("x--y", "X--Y"), ("", "")]
        {
            assert_eq!(canonical(name), expected);
        }
    }
}
