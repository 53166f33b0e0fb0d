//! Doing what a fault says: to an answer, or to the connection under it.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream::{self, StreamExt};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::api_error::ApiError;
use crate::fault::Kind;
use crate::line::{Ending, LineHandle};

/// What is answered in place of letting the request act.
pub(crate) fn instead(kind: Kind, line: Option<&LineHandle>) -> Response {
    match kind {
        Kind::Status { status, headers, body } => status_answer(status, headers, body),
        Kind::Reset => reset(line),
        // A cut needs an answer, which only an acting request has; a delay is over by now.
        Kind::Cut { .. } | Kind::Delay(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What becomes of the answer of a request that has acted.
pub(crate) async fn after(kind: Kind, line: Option<&LineHandle>, answer: Response) -> Response {
    match kind {
        Kind::Status { status, headers, body } => status_answer(status, headers, body),
        Kind::Reset => reset(line),
        Kind::Cut { sent } => cut(sent, line, answer).await,
        Kind::Delay(_) => answer,
    }
}

fn status_answer(status: StatusCode, headers: HeaderMap, body: Option<Bytes>) -> Response {
    let mut response = match body {
        Some(body) => (status, Body::from(body)).into_response(),
        None => ApiError::new(status, "the emulator was told to answer so").into_response(),
    };
    // A header that is there already is replaced.
    response.headers_mut().extend(headers);
    response
}

/// The answer itself is never seen: the connection ends at its first byte.
fn reset(line: Option<&LineHandle>) -> Response {
    if let Some(line) = line {
        line.end(Ending::Reset);
    }
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn cut(sent: usize, line: Option<&LineHandle>, answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    // The emulator's own answers are in memory already.
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return reset(line);
    };
    let start = body.slice(..sent.min(body.len()));
    // An answer that would have arrived whole is made to promise more.
    let promised = body.len().max(start.len() + 1);
    parts.headers.remove(header::TRANSFER_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(promised));
    let line = line.cloned();
    // Asked for more, the body has been taken over to its last byte: then the connection may end.
    let end = stream::poll_fn(move |_| {
        if let Some(line) = &line {
            line.end(Ending::Cut);
        }
        std::task::Poll::Pending
    });
    let chunks = stream::iter([Ok::<_, Infallible>(start)]).chain(end);
    Response::from_parts(parts, Body::from_stream(chunks))
}
