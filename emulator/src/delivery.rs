//! Calling a workflow or a failure callback's receiver over HTTP.

use std::error::Error;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method};
use reqwest::redirect::Policy;

use crate::answer::Answer;
use crate::clock::now_ms;
use crate::headers::{self, names_to_values};
use crate::signature;

/// How much of a receiver's answer is remembered.
const REMEMBERED_BYTES: usize = 1024 * 1024;

/// A request to be delivered. It is taken from the state as a whole, so that no lock is held while it is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Sends what the emulator delivers.
#[derive(Debug)]
pub(crate) struct Courier {
    timeout: Duration,
    /// For plain http.
    http: reqwest::Client,
    https: OnceLock<reqwest::Client>,
    signed: AtomicU64,
}

impl Courier {
    pub(crate) fn new(timeout: Duration) -> Result<Self, reqwest::Error> {
        let http = builder(timeout).tls_certs_only([]).build()?;
        Ok(Self { timeout, http, https: OnceLock::new(), signed: AtomicU64::new(0) })
    }

    /// Certificates are looked for with the first `https://` URL and not before: a machine may have none.
    fn client_for(&self, url: &str) -> Result<&reqwest::Client, String> {
        if !url.starts_with("https://") {
            return Ok(&self.http);
        }
        if let Some(https) = self.https.get() {
            return Ok(https);
        }
        let why = |error| {
            let why = describe(error);
            format!("{why}; if CA certificates are missing, install the package `ca-certificates`")
        };
        let https = builder(self.timeout).build().map_err(why)?;
        Ok(self.https.get_or_init(|| https))
    }

    /// The signature of a request to this URL with this body; each has an id of its own.
    pub(crate) fn sign(&self, key: &str, url: &str, body: &[u8]) -> String {
        let number = self.signed.fetch_add(1, Ordering::Relaxed);
        signature::sign(key, url, body, now_ms(), &format!("jwt_{}-{number}", now_ms()))
    }

    /// Sends the call, signed with this key. Whatever goes wrong is an outcome of the delivery.
    pub(crate) async fn deliver(&self, call: Call, key: &str) -> Answer {
        let sent = match self.client_for(&call.url) {
            Ok(http) => self.send(http, call, key).await.map_err(describe),
            Err(why) => Err(why),
        };
        sent.unwrap_or_else(|why| Answer { body: why.into(), ..Answer::default() })
    }

    async fn send(
        &self,
        http: &reqwest::Client,
        mut call: Call,
        key: &str,
    ) -> Result<Answer, reqwest::Error> {
        let signature = self.sign(key, &call.url, &call.body);
        headers::set(&mut call.headers, "upstash-signature", &signature);
        headers::set(&mut call.headers, "upstash-region", "eu-central-1");
        let request = http.request(call.method, &call.url);
        let mut response = request.headers(call.headers).body(call.body).send().await?;
        let (status, headers) = (response.status(), names_to_values(response.headers()));
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            let room = REMEMBERED_BYTES.saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if room == 0 {
                break;
            }
        }
        Ok(Answer { status: Some(status.as_u16()), headers, body: body.freeze() })
    }
}

fn builder(timeout: Duration) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .timeout(timeout)
        // The service reports a redirect as the receiver's answer, and a failure.
        .redirect(Policy::none())
        // Receivers are on loopback as a rule, where no proxy finds them.
        .no_proxy()
}

/// Does nothing where reqwest has no TLS. Where it has, because we or another crate of the program ask for it, the
/// method of the same name on the builder itself is the one that is called, and no certificates are looked for.
#[allow(dead_code, reason = "which of the two is called depends on the features of reqwest")]
trait WithoutTls: Sized {
    fn tls_certs_only(self, _: [(); 0]) -> Self {
        self
    }
}

impl WithoutTls for reqwest::ClientBuilder {}

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
