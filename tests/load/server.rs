//! The server: this program again, as its environment says. It responds at once, or,
//! hostile, does one wrong thing after the other. It ends with whoever started it.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const ROLE: &str = "UPSTASH_WORKFLOW_LOAD_SERVER";

/// An entry of the DLQ, the body of every good response.
const ENTRY: &str = r#"{"dlqId":"1752829295505-0","messageId":"msg_26hZ","url":"https://app.example.com/w","method":"POST","header":{"Content-Type":["application/json"],"X-Tenant":["acme"]},"body":"{\"order\":42}","maxRetries":10,"notBefore":1752829294505,"createdAt":1752829294506,"failureCallback":"https://app.example.com/failed","callerIP":"203.0.113.7","workflowRunId":"wfr_5XAx","workflowCreatedAt":1752829293531,"workflowUrl":"https://app.example.com/w","responseStatus":489,"responseHeader":{"Content-Type":["text/plain"]},"responseBody":"{\"error\":\"boom\"}","failureCallbackInfo":{"state":"CALLBACK_FAIL","responseStatus":500},"labels":["orders"],"failureFunctionState":"CALLBACK_FAIL"}"#;

/// How the server responds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    AtOnce,
    Hostile,
}

/// The server's process.
pub(crate) struct Server {
    child: Child,
    url: String,
}

impl Server {
    pub(crate) fn start(manner: Manner) -> Self {
        let mut child = Command::new(env::current_exe().expect("this program"))
            .env(ROLE, format!("{manner:?}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program once more");
        let mut url = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut url).expect("its URL");
        Self { child, url: url.trim().to_owned() }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping this ends its input, which ends the process.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

pub(crate) fn is_asked_for() -> bool {
    env::var_os(ROLE).is_some()
}

/// Serves until the input ends.
pub(crate) fn serve() -> ExitCode {
    let hostile = env::var(ROLE).is_ok_and(|role| role == format!("{:?}", Manner::Hostile));
    std::thread::spawn(|| {
        // The client is gone.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let mut output = std::io::stdout();
        let address = listener.local_addr().expect("an address");
        writeln!(output, "http://{address}").expect("someone reads it");
        let mut connections = 0_u64;
        while let Ok((stream, _)) = listener.accept().await {
            connections += 1;
            let dice = hostile.then(|| fastrand::Rng::with_seed(connections));
            tokio::spawn(respond_to_all(stream, dice));
        }
    });
    ExitCode::SUCCESS
}

/// Responds to one request after the other, until the connection ends.
async fn respond_to_all(mut stream: TcpStream, mut dice: Option<fastrand::Rng>) {
    let right = response("200 OK", "", ENTRY);
    let mut buffer = Vec::with_capacity(4096);
    let _ = stream.set_nodelay(true);
    loop {
        // No request here has a body.
        let Some(end) = buffer.windows(4).position(|w| w == b"\r\n\r\n") else {
            match stream.read_buf(&mut buffer).await {
                Ok(read) if read > 0 => continue,
                _ => return,
            }
        };
        buffer.drain(..end + 4);
        let outcome = match dice.as_mut().map(|dice| dice.u8(..)) {
            Some(fault @ 0..64) => do_wrong(&mut stream, fault % 8).await,
            _ => stream.write_all(&right).await.is_ok(),
        };
        if !outcome {
            return;
        }
    }
}

/// One fault. Returns whether the connection goes on.
async fn do_wrong(stream: &mut TcpStream, fault: u8) -> bool {
    let response = match fault {
        0 => response("503 Service Unavailable", "", "{\"error\":\"busy\"}"),
        1 => response("429 Too Many Requests", "Retry-After: 0\r\n", "{\"error\":\"slow\"}"),
        2 => response("500 Internal Server Error", "", &"<h1>no</h1>".repeat(20_000)),
        3 => response("200 OK", "", "[1, 2"),
        // Reset, before anything is said.
        4 => {
            let _ = stream.set_zero_linger();
            return false;
        }
        // Half a response.
        5 => {
            let right = response("200 OK", "", ENTRY);
            let _ = stream.write_all(&right[..right.len() / 2]).await;
            return false;
        }
        // Silence, for longer than anybody waits.
        6 => {
            tokio::time::sleep(Duration::from_secs(2)).await;
            return false;
        }
        // A good response, and the connection is closed.
        _ => {
            let _ = stream.write_all(&response("200 OK", "", ENTRY)).await;
            return false;
        }
    };
    stream.write_all(&response).await.is_ok()
}

fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let kind = "Content-Type: application/json\r\n";
    format!("HTTP/1.1 {status}\r\n{kind}{headers}Content-Length: {length}\r\n\r\n{body}").into()
}
