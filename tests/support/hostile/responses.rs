//! Pieces of responses, and scripts that are made of them.

use super::server::Step;
use super::targets::Target;

/// The beginning of a success, with these header lines.
pub(crate) fn head(lines: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{lines}\r\n").into_bytes()
}

/// The beginning of a success that says how long its body is.
pub(crate) fn head_of(body: &[u8]) -> Vec<u8> {
    head(&format!("Content-Length: {}\r\n", body.len()))
}

/// A success with this body, on a connection that stays open.
pub(crate) fn whole(body: &[u8]) -> Vec<u8> {
    [&*head_of(body), body].concat()
}

/// What the service returns when all is well.
pub(crate) fn good(target: &Target) -> Vec<u8> {
    whole(&target.body("good"))
}

/// Takes a request and sends these bytes, and leaves the connection open.
pub(crate) fn sends(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Receive, Step::Send(bytes.into()), Step::Silence]
}

/// The same, and closes the connection.
pub(crate) fn sends_and_closes(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Receive, Step::Send(bytes.into())]
}

/// Takes a request, sends these bytes, and breaks the connection off.
pub(crate) fn sends_and_resets(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Receive, Step::Send(bytes.into()), Step::Pause, Step::Reset]
}

/// The first half of some bytes.
pub(crate) fn half(bytes: Vec<u8>) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

/// The head of a response and half of the body that it announces.
pub(crate) fn half_body(target: &Target) -> Vec<u8> {
    let body = target.body("good");
    [head_of(&body), half(body)].concat()
}

/// A success with this in the place of the text in its body.
pub(crate) fn with_text(target: &Target, text: impl AsRef<[u8]>) -> Vec<Step> {
    sends(whole(&target.body_with(text.as_ref(), "1")))
}

/// A success with this in the place of the number in its body.
pub(crate) fn with_number(target: &Target, number: &str) -> Vec<Step> {
    sends(whole(&target.body_with(b"\"good\"", number)))
}

/// A redirect to a URL.
pub(crate) fn redirect(status: u16, location: &str) -> Vec<Step> {
    sends(format!(
        "HTTP/1.1 {status} Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    ))
}
