//! Shortens an error, so that many of them can be kept in memory.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::Error;

/// How many bytes to keep of a body, of a text, and of all headers together.
const KEPT: usize = 1024;

impl Error {
    /// Keeps the beginning of the response. What is kept is copied: it would hold
    /// on to the memory of all the rest otherwise.
    pub(crate) fn shortened(mut self) -> Self {
        let repr = &mut self.0;
        repr.body =
            repr.body.take().map(|body| Bytes::copy_from_slice(&body[..body.len().min(KEPT)]));
        repr.headers = repr.headers.take().map(|headers| first_of(&headers));
        repr.message = repr.message.take().map(shortened);
        self
    }
}

/// The beginning of a text.
pub(crate) fn shortened(mut text: String) -> String {
    text.truncate(boundary(&text, KEPT));
    text.shrink_to_fit();
    text
}

/// The last place up to `at` that is between two characters. `str::floor_char_boundary` is newer
/// than our `rust-version`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn first_of(headers: &HeaderMap) -> HeaderMap {
    let mut left = KEPT;
    let mut kept = HeaderMap::new();
    for (name, value) in headers {
        let size = name.as_str().len() + value.len();
        let (Some(less), Ok(mut copy)) =
            (left.checked_sub(size), HeaderValue::from_bytes(value.as_bytes()))
        else {
            continue;
        };
        copy.set_sensitive(value.is_sensitive());
        kept.append(name.clone(), copy);
        left = less;
    }
    kept
}
