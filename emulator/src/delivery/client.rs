//! The HTTP client of deliveries.

use std::error::Error;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use reqwest::redirect::Policy;

use crate::delivery::request::Request;
use crate::delivery::signature;
use crate::state::clock::now_ms;
use crate::state::headers::{self, names_to_values};
use crate::state::response::Response;

/// How many bytes of a response body are kept.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// The HTTP client of deliveries.
#[derive(Debug)]
pub(crate) struct DeliveryClient {
    timeout: Duration,
    /// For `http://` URLs.
    http: reqwest::Client,
    https: OnceLock<reqwest::Client>,
    signed: AtomicU64,
}

impl DeliveryClient {
    pub(crate) fn new(timeout: Duration) -> Result<Self, reqwest::Error> {
        let http = builder(timeout).tls_certs_only([]).build()?;
        Ok(Self { timeout, http, https: OnceLock::new(), signed: AtomicU64::new(0) })
    }

    /// Loads CA certificates only for the first `https://` URL: a machine may have none.
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

    /// Signs a request. Each signature has its own id.
    pub(crate) fn sign(&self, key: &str, url: &str, body: &[u8]) -> String {
        let number = self.signed.fetch_add(1, Ordering::Relaxed);
        signature::sign(key, url, body, now_ms(), &format!("jwt_{}-{number}", now_ms()))
    }

    /// Signs a request and sends it. An error becomes a response without a status.
    pub(crate) async fn send(&self, request: Request, key: &str) -> Response {
        let sent = match self.client_for(&request.url) {
            Ok(http) => self.try_send(http, request, key).await.map_err(describe),
            Err(why) => Err(why),
        };
        sent.unwrap_or_else(|why| Response { body: why.into(), ..Response::default() })
    }

    async fn try_send(
        &self,
        http: &reqwest::Client,
        mut request: Request,
        key: &str,
    ) -> Result<Response, reqwest::Error> {
        let signature = self.sign(key, &request.url, &request.body);
        headers::set(&mut request.headers, "upstash-signature", &signature);
        headers::set(&mut request.headers, "upstash-region", "eu-central-1");
        let builder = http.request(request.method, &request.url);
        let builder = builder.headers(request.headers).body(request.body);
        let mut response = builder.send().await?;
        let (status, headers) = (response.status(), names_to_values(response.headers()));
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            let room = MAX_BODY_BYTES.saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if room == 0 {
                break;
            }
        }
        Ok(Response { status: Some(status.as_u16()), headers, body: body.freeze() })
    }
}

fn builder(timeout: Duration) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .timeout(timeout)
        // The service does not follow redirects: they are failures.
        .redirect(Policy::none())
        // Receivers are usually on loopback, which a proxy cannot reach.
        .no_proxy()
}

/// Stands in where reqwest is built without TLS. With TLS, be it ours or another crate's, the inherent method of the same
/// name takes precedence, and no certificates are loaded.
#[allow(dead_code, reason = "which of the two is called depends on the features of reqwest")]
trait WithoutTls: Sized {
    fn tls_certs_only(self, _: [(); 0]) -> Self {
        self
    }
}

impl WithoutTls for reqwest::ClientBuilder {}

/// Formats an error with its causes in one line, without the URL, which the message shows already.
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
