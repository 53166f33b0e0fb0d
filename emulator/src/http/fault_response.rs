//! Applies a fault to a response, or to its connection.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream::{self, StreamExt};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::behaviour::fault::Kind;
use crate::http::api_error::ApiError;
use crate::http::connection::{ConnectionHandle, Ending};

/// Returns the response in place of letting the request act.
pub(crate) fn instead(kind: Kind, connection: Option<&ConnectionHandle>) -> Response {
    match kind {
        Kind::Status { status, headers, body } => status_response(status, headers, body),
        Kind::Reset => reset(connection),
        // A cut needs the response of a request that acted; a delay has passed already.
        Kind::Cut { .. } | Kind::Delay(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Applies a fault to the response of a request that acted.
pub(crate) async fn after(
    kind: Kind,
    connection: Option<&ConnectionHandle>,
    response: Response,
) -> Response {
    match kind {
        Kind::Status { status, headers, body } => status_response(status, headers, body),
        Kind::Reset => reset(connection),
        Kind::Cut { sent } => cut(sent, connection, response).await,
        Kind::Delay(_) => response,
    }
}

fn status_response(status: StatusCode, headers: HeaderMap, body: Option<Bytes>) -> Response {
    let mut response = match body {
        Some(body) => (status, Body::from(body)).into_response(),
        None => ApiError::new(status, "a fault of the emulator sent this response").into_response(),
    };
    // Replaces existing headers.
    response.headers_mut().extend(headers);
    response
}

/// The response is never sent: the connection is reset before its first byte.
fn reset(connection: Option<&ConnectionHandle>) -> Response {
    if let Some(connection) = connection {
        connection.end(Ending::Reset);
    }
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn cut(sent: usize, connection: Option<&ConnectionHandle>, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // The emulator's own responses are in memory.
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return reset(connection);
    };
    let start = body.slice(..sent.min(body.len()));
    // `Content-Length` must exceed what is sent.
    let promised = body.len().max(start.len() + 1);
    parts.headers.remove(header::TRANSFER_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(promised));
    let connection = connection.cloned();
    // Polled again, the last byte was taken: now the connection may close.
    let end = stream::poll_fn(move |_| {
        if let Some(connection) = &connection {
            connection.end(Ending::Cut);
        }
        std::task::Poll::Pending
    });
    let chunks = stream::iter([Ok::<_, Infallible>(start)]).chain(end);
    Response::from_parts(parts, Body::from_stream(chunks))
}
