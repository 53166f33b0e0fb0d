//! Connections that can be cut short or reset in the middle of an answer.
//!
//! HTTP libraries keep such things from happening, so they are done below, where the bytes are written: a route sets
//! the [`Ending`], and the connection keeps to it at its next write or flush.

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

use crate::malformed;

/// How a connection goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    #[default]
    None,
    /// Closed as soon as everything handed over so far has left.
    Cut,
    /// Reset (RST) before another byte leaves.
    Reset,
}

#[derive(Debug, Default)]
struct State {
    ending: Ending,
    /// An answer of ours is about to be written. Without one, what comes is the HTTP library's own.
    answered: bool,
}

/// What a route holds of its connection.
#[derive(Debug, Clone)]
pub(crate) struct LineHandle {
    /// Who is at the other end.
    pub(crate) from: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl LineHandle {
    pub(crate) fn end(&self, ending: Ending) {
        self.state.lock().ending = ending;
    }

    pub(crate) fn mark_answered(&self) {
        self.state.lock().answered = true;
    }

    fn ending(&self) -> Ending {
        self.state.lock().ending
    }

    fn take_answered(&self) -> bool {
        std::mem::take(&mut self.state.lock().answered)
    }
}

impl Connected<IncomingStream<'_, Lines>> for LineHandle {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.io().handle.clone()
    }
}

/// Accepts connections as [`Line`]s.
#[derive(Debug)]
pub(crate) struct Lines(pub(crate) TcpListener);

impl Listener for Lines {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        // The inherent `accept` of the same name gives up at errors.
        let (stream, from) = Listener::accept(&mut self.0).await;
        let handle = LineHandle { from, state: Arc::default() };
        (Line { stream, handle, substitute: None }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    handle: LineHandle,
    /// What is still to be written in place of an answer that was not ours.
    substitute: Option<Vec<u8>>,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.handle.ending() == Ending::Reset {
            // With no time to linger, closing sends RST. The error makes the HTTP library close.
            self.stream.set_zero_linger()?;
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        if self.substitute.is_none()
            && malformed::is_final_head(buf)
            && !self.handle.take_answered()
        {
            self.substitute = malformed::in_our_shape(buf);
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

impl Line {
    /// Writes `rest` to its end, then says that the `replaced` bytes of the caller are written.
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
