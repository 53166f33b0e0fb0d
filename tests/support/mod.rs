//! A server on loopback that records each request byte for byte, and responds with the bytes that
//! the test says.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod calls;

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use upstash_workflow::{AuthScheme, BoxError, Client, RetryPolicy, Token, TokenProvider};

/// The test `name` of this `module_path!()` once more, in a process of its own, whose environment
/// can be set.
pub fn again(module: &str, name: &str) -> Command {
    let name = match module.split_once("::") {
        Some((_, path)) => format!("{path}::{name}"),
        None => name.to_owned(),
    };
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args([&*name, "--exact", "--include-ignored", "--nocapture"]);
    command
}

/// The token of every client here; redaction tests search for it.
pub const TOKEN: &str = "tok_MARKED_4f1c9d";

/// A provider whose first token is refused, and which fails the third time.
#[derive(Default)]
pub struct Sealed(Mutex<u32>);

impl TokenProvider for Sealed {
    async fn token(&self) -> Result<Token, BoxError> {
        let mut asked = self.0.lock().expect("no panic while it is held");
        *asked += 1;
        if *asked > 2 { Err(format!("sealed, {TOKEN}").into()) } else { Ok(TOKEN.into()) }
    }
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query, not decoded.
    pub target: String,
    /// Names in lower case, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query's pairs in order, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The headers without those that every request has.
    pub fn own_headers(&self) -> Vec<(&str, &str)> {
        let transport = ["host", "user-agent", "accept", "content-length"];
        let own = self.headers.iter().filter(|(name, _)| !transport.contains(&name.as_str()));
        own.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    responses: VecDeque<Vec<u8>>,
}

/// The server. It ends when it is dropped.
pub struct Wire {
    url: String,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Wire {
    /// Starts a server that sends these responses, one a request, and repeats the last one.
    /// Each is a whole HTTP response, after which the connection is closed.
    pub async fn start(responses: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State {
            requests: Vec::new(),
            responses: responses.into_iter().collect(),
        }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state, task }
    }

    /// A server that responds to everything with 200 and this JSON.
    pub async fn json(body: &str) -> Self {
        Self::start([response("200 OK", &[("Content-Type", "application/json")], body)]).await
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client of this server with [`TOKEN`].
    pub fn client(&self) -> Client {
        self.client_with(AuthScheme::Bearer)
    }

    pub fn client_with(&self, scheme: AuthScheme) -> Client {
        let builder = Client::builder().token(TOKEN).base_url(&self.url).auth_scheme(scheme);
        // One request a call, so that a test can count them.
        let builder = builder.retry(RetryPolicy::none());
        builder.build().expect("a client")
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.state).requests.clone()
    }

    /// From now on, responds with these bytes.
    pub fn respond_with(&self, response: Vec<u8>) {
        lock(&self.state).responses = VecDeque::from([response]);
    }

    /// The requests since the last call of this.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut lock(&self.state).requests)
    }

    /// The one request. Panics unless there is exactly one.
    pub fn only_request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.into_iter().next().expect("one")
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A whole HTTP response.
pub fn response(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
        bytes.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
    }
    bytes.extend(b"Connection: close\r\n\r\n");
    bytes.extend(body);
    bytes
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let Some(request) = receive(&mut stream).await else { return };
    let response = {
        let mut state = lock(&state);
        state.requests.push(request);
        match state.responses.len() {
            0 | 1 => state.responses.front().cloned().unwrap_or_default(),
            _ => state.responses.pop_front().unwrap_or_default(),
        }
    };
    // The client may have gone away.
    let _ = stream.write_all(&response).await;
    let _ = stream.shutdown().await;
}

/// One request, whole; `None` where the client goes away before its end.
pub async fn receive(stream: &mut (impl AsyncRead + Unpin)) -> Option<Request> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Request {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            // What HTTP takes for white space, and nothing else.
            .map(|(name, value)| (name.to_lowercase(), value.trim_matches([' ', '\t']).to_owned()))
            .collect(),
        body: bytes.split_off(head + 4),
    };
    let length = request.header("content-length").map_or(0, |l| l.parse().expect("a length"));
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("no test panics while it holds the lock")
}
