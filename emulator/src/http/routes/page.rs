//! The page at `/`.
//!
//! It needs no token, since a token in the query would end up in logs. So it contains no token, header or body, changes
//! nothing, and responds to loopback host names only: a site whose name resolves to this machine cannot read it. Its
//! script gets the token from the fragment of the link that the program prints, or from the user, and sends it to the
//! API, which checks it. A fragment does not reach the server, and the program prints the same token beside the link.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::delivery::engine::Engine;
use crate::http::api_error::ApiError;
use crate::page::html;
use crate::page::overview::Overview;
use crate::state::clock::now_ms;

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new().route("/", get(show))
}

async fn show(State(engine): State<Arc<Engine>>, headers: HeaderMap) -> Result<Response, ApiError> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(is_loopback) {
        let why = "the page is shown at loopback addresses only";
        return Err(ApiError::new(StatusCode::MISDIRECTED_REQUEST, why));
    }
    let page = html::page(&Overview::of(&engine), now_ms());
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, Html(page)).into_response())
}

/// Returns whether a `Host` header is a loopback name, which no other site can claim.
fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Allows our own script and style only, by their digests: should the escaping fail, an injected script would not run.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        digest(html::SCRIPT),
        digest(html::STYLE),
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
