//! A server that misbehaves on purpose: a script says what it does with a connection, and it counts
//! what arrives.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::support::{Request, receive};

/// The next step with a connection. After the last one it is closed.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Takes one request, whole, and counts it.
    Receive,
    /// Waits for a request and leaves it unread.
    Ignore,
    Send(Vec<u8>),
    /// Gives the client the time to read what was sent.
    Pause,
    /// Sends this byte by byte, one every 20 ms, for longer than anybody waits.
    Drip(Vec<u8>),
    /// Sends this again and again while the client reads, with a pause in between.
    Endless(Vec<u8>, Duration),
    /// Says nothing more, and stays until the client goes away, or until it is well.
    Silence,
    /// Resets the connection.
    Reset,
}

/// What happens to an attempt to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    Open,
    /// Nobody listens, and the system says so.
    Closed,
    /// Nobody accepts the connection, without an error.
    #[cfg(target_os = "linux")]
    Jammed,
}

/// The size of a connection's send buffer.
const SEND_BUFFER: u32 = 256 * 1024;

#[derive(Default)]
struct Shared {
    script: Mutex<Arc<[Step]>>,
    /// The response once it is healthy.
    healed: Mutex<Option<Arc<[u8]>>>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    sent: AtomicU64,
}

/// The server. It ends when it is dropped.
pub(crate) struct Hostile {
    address: SocketAddr,
    shared: Arc<Shared>,
    closed: Option<TcpSocket>,
    /// A listener that takes no connection, and the connections that wait at it.
    jammed: Option<(TcpListener, Vec<TcpStream>)>,
    /// How many connections waited at the door when it was opened.
    waited: usize,
    task: Option<JoinHandle<()>>,
}

impl Hostile {
    pub(crate) async fn start(script: impl Into<Arc<[Step]>>) -> Self {
        Self::behind(Door::Open, script).await
    }

    pub(crate) async fn behind(door: Door, script: impl Into<Arc<[Step]>>) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        // The connections have it from the listener. Without it the system gives them as much
        // as it likes, and what was written says nothing of what was read.
        socket.set_send_buffer_size(SEND_BUFFER).expect("a size of a buffer");
        socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
        let address = socket.local_addr().expect("an address");
        let shared = Arc::new(Shared::default());
        let mut new = Self { address, shared, closed: None, jammed: None, waited: 0, task: None };
        new.play(script);
        match door {
            Door::Open => new.accept(socket.listen(1024).expect("a listener")),
            Door::Closed => new.closed = Some(socket),
            #[cfg(target_os = "linux")]
            Door::Jammed => new.jammed = Some(jam(socket, address).await),
        }
        new
    }

    /// What it does from the next connection on.
    pub(crate) fn play(&self, script: impl Into<Arc<[Step]>>) {
        *lock(&self.shared.script) = script.into();
    }

    /// Opens the door, and responds to every request with this from now on. What waited at the
    /// door may take a while to get in: see [`Self::until_open`].
    pub(crate) fn heal(&mut self, response: Vec<u8>) {
        *lock(&self.shared.healed) = Some(response.into());
        self.play([Step::Silence]);
        if let Some(socket) = self.closed.take() {
            self.accept(socket.listen(1024).expect("a listener"));
        }
        if let Some((listener, waiting)) = self.jammed.take() {
            self.waited = waiting.len();
            drop(waiting);
            self.accept(listener);
        }
    }

    fn accept(&mut self, listener: TcpListener) {
        let shared = Arc::clone(&self.shared);
        self.task = Some(tokio::spawn(async move {
            // They end with the server.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                shared.open.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&shared);
                connections.spawn(async move {
                    shared.serve(stream).await;
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        }));
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that arrived whole.
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    pub(crate) fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }

    /// How many bytes were taken from it.
    pub(crate) fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }

    /// Waits until nobody waits at the door any more. As long as somebody does, the system
    /// drops the first packet of a new connection, and it comes again a second later.
    pub(crate) async fn until_open(&self) {
        until("the door is open", || self.connections() >= self.waited).await;
    }

    /// Waits until every connection is closed on both sides.
    pub(crate) async fn until_left(&self) {
        until("the connections are closed", || self.open() == 0).await;
    }

    /// Waits until the count of requests is no longer going to change: until it has been
    /// the same, with the same connections, for a while.
    pub(crate) async fn settled(&self) -> usize {
        let look = || (self.requests().len(), self.connections(), self.open());
        let mut last = look();
        loop {
            tokio::time::sleep(Duration::from_millis(30)).await;
            let now = look();
            if now == last {
                return now.0;
            }
            last = now;
        }
    }
}

/// Waits until it holds, for as long as a busy machine may take.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..3000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: not in time");
}

impl Drop for Hostile {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

/// Fills a listener's queue, after which the system ignores attempts to connect.
#[cfg(target_os = "linux")]
async fn jam(socket: TcpSocket, address: SocketAddr) -> (TcpListener, Vec<TcpStream>) {
    let listener = socket.listen(1).expect("a listener");
    let mut waiting = Vec::new();
    let patience = Duration::from_millis(200);
    while let Ok(stream) = tokio::time::timeout(patience, TcpStream::connect(address)).await {
        waiting.push(stream.expect("a connection"));
    }
    (listener, waiting)
}

impl Shared {
    async fn serve(&self, mut stream: TcpStream) {
        let script = Arc::clone(&lock(&self.script));
        for step in script.iter() {
            let gone = match step {
                Step::Receive => {
                    let gone = !self.take(&mut stream).await;
                    // What is well is well on connections from before, too.
                    gone || (lock(&self.healed).is_some() && self.is_well(&mut stream).await)
                }
                Step::Ignore => stream.peek(&mut [0]).await.is_err(),
                Step::Send(bytes) => !self.send(&mut stream, bytes).await,
                Step::Pause => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    false
                }
                Step::Drip(bytes) => {
                    for byte in bytes.iter().cycle() {
                        if !self.send(&mut stream, &[*byte]).await {
                            break;
                        }
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                    true
                }
                Step::Endless(bytes, wait) => {
                    while self.send(&mut stream, bytes).await {
                        // A wait of nothing would be one of the timer's steps.
                        if !wait.is_zero() {
                            tokio::time::sleep(*wait).await;
                        }
                    }
                    true
                }
                Step::Silence => !self.take(&mut stream).await || self.is_well(&mut stream).await,
                Step::Reset => {
                    stream.set_zero_linger().expect("a socket can be told to break off");
                    true
                }
            };
            if gone {
                return;
            }
        }
        // What the client still sends is read, so that closing does not break off what was
        // sent to it. A request that comes too late for a response has arrived all the same.
        let _ = stream.shutdown().await;
        while self.take(&mut stream).await {}
    }

    /// Responds to the request that was taken and all that follow it, if it is well by now.
    /// Returns when the client is gone.
    async fn is_well(&self, stream: &mut TcpStream) -> bool {
        loop {
            let response = lock(&self.healed).clone().unwrap_or_default();
            self.send(stream, &response).await;
            if !self.take(stream).await {
                return true;
            }
        }
    }

    /// Takes a request and counts it, unless the client goes away before its end.
    async fn take(&self, stream: &mut TcpStream) -> bool {
        let Some(request) = receive(stream).await else { return false };
        lock(&self.requests).push(request);
        true
    }

    async fn send(&self, stream: &mut TcpStream, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while !rest.is_empty() {
            match stream.write(rest).await {
                Ok(written) if written > 0 => {
                    self.sent.fetch_add(written as u64, Ordering::SeqCst);
                    rest = &rest[written..];
                }
                _ => return false,
            }
        }
        true
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
