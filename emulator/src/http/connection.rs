//! Connections that can be closed or reset in the middle of a response.
//!
//! HTTP libraries prevent this, so it happens below them, where the bytes are written: a route sets the [`Ending`], and
//! the connection applies it at its next write or flush.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::http::malformed;

/// How a connection ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    #[default]
    None,
    /// Close after everything written so far is sent.
    Cut,
    /// Reset (RST) before another byte is sent.
    Reset,
}

#[derive(Debug, Default)]
struct State {
    ending: Ending,
    /// The next response is ours. Otherwise it is the HTTP library's own.
    responded: bool,
}

/// The handle by which a route controls its connection.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionHandle {
    /// The address of the client.
    pub(crate) from: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl ConnectionHandle {
    pub(crate) fn end(&self, ending: Ending) {
        self.state.lock().ending = ending;
    }

    pub(crate) fn mark_responded(&self) {
        self.state.lock().responded = true;
    }

    fn ending(&self) -> Ending {
        self.state.lock().ending
    }

    fn take_responded(&self) -> bool {
        std::mem::take(&mut self.state.lock().responded)
    }
}

impl Connected<IncomingStream<'_, Connections>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().handle.clone()
    }
}

/// Accepts [`Connection`]s.
#[derive(Debug)]
pub(crate) struct Connections(pub(crate) TcpListener);

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // The inherent `accept` of the same name returns errors.
        let (stream, from) = Listener::accept(&mut self.0).await;
        let handle = ConnectionHandle { from, state: Arc::default() };
        (Connection { stream, handle, substitute: None }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
    /// The rest of the response to write in place of the HTTP library's own.
    substitute: Option<Vec<u8>>,
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.handle.ending() == Ending::Reset {
            // With a zero linger time, closing sends RST. The error makes the HTTP library close.
            self.stream.set_zero_linger()?;
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        if self.substitute.is_none()
            && malformed::is_final_head(buf)
            && !self.handle.take_responded()
        {
            self.substitute = malformed::with_error_body(buf);
        }
        match self.substitute.take() {
            None => Pin::new(&mut self.stream).poll_write(cx, buf),
            Some(rest) => self.write_substitute(cx, rest, buf.len()),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        match self.handle.ending() {
            Ending::None => Poll::Ready(Ok(())),
            Ending::Cut | Ending::Reset => {
                Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
            }
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Connection {
    /// Writes `rest`, then reports that the caller's `replaced` bytes are written.
    fn write_substitute(
        &mut self,
        cx: &mut Context<'_>,
        mut rest: Vec<u8>,
        replaced: usize,
    ) -> Poll<io::Result<usize>> {
        while !rest.is_empty() {
            match Pin::new(&mut self.stream).poll_write(cx, &rest) {
                Poll::Ready(Ok(written)) => drop(rest.drain(..written)),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.substitute = Some(rest);
                    return Poll::Pending;
                }
            }
        }
        Poll::Ready(Ok(replaced))
    }
}
