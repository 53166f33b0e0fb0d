//! The page at `/` over HTTP.
//!
//! It needs no token: a person opens it in a browser, and a token in an address would stay in its history. So it shows
//! no token and nothing of what headers and bodies hold, cannot change anything, and is there only for who asks a
//! loopback name: a site elsewhere that lets its own name point here does not get to read it.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::api_error::ApiError;
use crate::app::App;
use crate::clock::now_ms;
use crate::overview::Overview;
use crate::status_page;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/", get(show))
}

async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, ApiError> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(is_loopback) {
        let why = "the page is shown at loopback addresses only";
        return Err(ApiError::new(StatusCode::MISDIRECTED_REQUEST, why));
    }
    let page = status_page::page(&Overview::of(&app), now_ms());
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, Html(page)).into_response())
}

/// Whether a `Host` header names this machine and could not have been made to.
fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Only our own script and style, which the browser knows by their digests: should something not be escaped after all,
/// it would still not run.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        digest(status_page::SCRIPT),
        digest(status_page::STYLE),
    );
    HeaderValue::try_from(policy).expect("it is printable ASCII")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("127.9.9.9:1", true),
            ("localhost:8080", true),
            ("LOCALHOST", true),
            ("[::1]:8080", true),
            ("evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example:8080", false),
            ("evil.example@127.0.0.1", true),
            ("10.0.0.1:8080", false),
            ("0.0.0.0:8080", false),
            ("", false),
            (" ", false),
        ] {
            assert_eq!(is_loopback(host), expected, "{host}");
        }
    }
}
