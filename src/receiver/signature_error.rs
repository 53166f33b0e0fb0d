//! Why a request is refused.

use std::fmt;

/// A request that the service did not send, or did not send like this.
///
/// Respond with status 401. `Display` is one line that says what was expected, what was found and
/// what to look at. Neither `Display` nor `Debug` shows a key or the query of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureError {
    reason: SignatureErrorReason,
    message: String,
}

/// The kind of a [`SignatureError`], in the order in which a request is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureErrorReason {
    /// There is no `Upstash-Signature`.
    MissingHeader,
    /// `Upstash-Signature` is not a JWT with the claims of the service, is there more than once, is
    /// too long or is not ASCII.
    Malformed,
    /// The JWT asks to be verified with another algorithm than HS256.
    UnsupportedAlgorithm,
    /// The signature fits none of the keys: it is forged, or the keys are of another region or too
    /// old.
    WrongKey,
    /// The issuer (`iss`) is not the service.
    WrongIssuer,
    /// The signature is no longer valid (`exp`).
    Expired,
    /// The signature is not valid yet (`nbf`).
    NotYetValid,
    /// The request was signed for another URL (`sub`).
    WrongUrl,
    /// Another body was signed (`body`).
    WrongBody,
}

impl SignatureError {
    /// Returns why the request is refused.
    pub fn reason(&self) -> SignatureErrorReason {
        self.reason
    }

    fn new(reason: SignatureErrorReason, message: String) -> Self {
        Self { reason, message }
    }

    pub(super) fn missing_header() -> Self {
        let message = "no Upstash-Signature: the service did not send the request, or something \
                       in between removed the header";
        Self::new(SignatureErrorReason::MissingHeader, message.into())
    }

    pub(super) fn malformed(why: &str) -> Self {
        let message = format!("Upstash-Signature {}", Shortened(why));
        Self::new(SignatureErrorReason::Malformed, message)
    }

    pub(super) fn unsupported_algorithm(found: &str) -> Self {
        let message = format!("expected the algorithm HS256, found `{}`", Shortened(found));
        Self::new(SignatureErrorReason::UnsupportedAlgorithm, message)
    }

    pub(super) fn wrong_key() -> Self {
        let message = "the signature fits neither the current nor the next signing key: check that \
                       the keys are those of this account and region, and not from before a rotation";
        Self::new(SignatureErrorReason::WrongKey, message.into())
    }

    pub(super) fn wrong_issuer(found: &str, expected: &str) -> Self {
        let message = format!("expected the issuer `{expected}`, found `{}`", Shortened(found));
        Self::new(SignatureErrorReason::WrongIssuer, message)
    }

    pub(super) fn expired(seconds_ago: f64) -> Self {
        let message = format!(
            "the signature expired {} s ago: check this machine's clock, or set clock_tolerance",
            seconds_ago.ceil()
        );
        Self::new(SignatureErrorReason::Expired, message)
    }

    pub(super) fn not_yet_valid(seconds: f64) -> Self {
        let message = format!(
            "the signature is not valid for another {} s: check this machine's clock, or set \
             clock_tolerance",
            seconds.ceil()
        );
        Self::new(SignatureErrorReason::NotYetValid, message)
    }

    pub(super) fn wrong_url(signed: &str, given: &str) -> Self {
        let (signed, given) =
            (WithoutSecrets(signed).to_string(), WithoutSecrets(given).to_string());
        let query = if signed == given { " with another query" } else { "" };
        let message = format!(
            "expected a request to {given}, found one to {signed}{query}: pass the URL exactly as \
             the service calls it"
        );
        Self::new(SignatureErrorReason::WrongUrl, message)
    }

    pub(super) fn wrong_body(signed: &str, hash: &str) -> Self {
        let message = format!(
            "expected a body with the SHA-256 {}, found {hash}: pass the raw body, before anything \
             parses it",
            Shortened(signed)
        );
        Self::new(SignatureErrorReason::WrongBody, message)
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SignatureError {}

/// A URL without user name, password, query and fragment, and otherwise as it is written: a
/// parser would add or remove the very port or slash that two URLs differ in.
struct WithoutSecrets<'a>(&'a str);

impl fmt::Display for WithoutSecrets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.0.split(['?', '#']).next().unwrap_or_default();
        let (scheme, rest) = url.split_at(url.find("://").map_or(0, |at| at + 3));
        let host = rest.split('/').next().and_then(|host| host.rfind('@')).map_or(0, |at| at + 1);
        write!(f, "{}", Shortened(&format!("{scheme}{}", &rest[host..])))
    }
}

/// The beginning of a foreign text, on one line.
struct Shortened<'a>(&'a str);

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MAX_CHARS: usize = 300;
        for c in self.0.chars().take(MAX_CHARS) {
            write!(f, "{}", if c.is_control() { ' ' } else { c })?;
        }
        if self.0.chars().nth(MAX_CHARS).is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}
