//! Prism as a mock server of the document. It refuses invalid requests, and makes up valid
//! responses.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tokio::io::{AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};
use upstash_workflow::{Client, RetryPolicy};

use crate::check::Call;
use crate::support::{TOKEN, receive};

const PRISM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.yaml");
/// Node starts slowly on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The path of which the rest is one parameter, slashes and all.
const RAW: &str = "/v2/trigger/";

pub(crate) struct Mock {
    process: Child,
    address: String,
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Mock {
    pub(crate) fn start(npm: &Path, options: &[&str]) -> Result<Self, String> {
        let mut process = Command::new("node")
            .arg(npm.join(PRISM))
            .args(["mock", "--host", "127.0.0.1", "--port", "0"])
            .args(options)
            .arg(DOCUMENT)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| format!("Prism cannot be started: {why}"))?;
        let lines = BufReader::new(process.stdout.take().ok_or("Prism has no output")?).lines();
        let (found, waits) = mpsc::channel();
        // Reads to the end: Prism blocks when its output is not read.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("listening on http://") {
                    let _ = found.send(address.trim().to_owned());
                }
            }
        });
        let mut mock = Self { process, address: String::new() };
        mock.address = waits.recv_timeout(PATIENCE).map_err(|_| "Prism does not listen")?;
        Ok(mock)
    }

    /// Whether the call is accepted, and its response decoded.
    pub(crate) fn takes(&self, call: &Call) -> Result<(), String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|why| why.to_string())?.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|why| why.to_string())?;
            let url = format!("http://{}", listener.local_addr().map_err(|why| why.to_string())?);
            tokio::spawn(forward(listener, self.address.clone()));
            let client = Client::builder().token(TOKEN).base_url(url).retry(RetryPolicy::none());
            let client = client.timeout(PATIENCE).build().map_err(|why| why.to_string())?;
            refused((call.make)(&client).await?.get("sl-violations"))
        })
    }
}

/// What the mock finds invalid in a request although it responded, without warnings about
/// deprecated parameters and about its own response.
fn refused(violations: Option<&http::HeaderValue>) -> Result<(), String> {
    let Some(violations) = violations else { return Ok(()) };
    let violations: Value =
        serde_json::from_slice(violations.as_bytes()).map_err(|why| why.to_string())?;
    let mut all = violations.as_array().into_iter().flatten();
    match all.find(|one| one["location"][0] == "request" && one["severity"] == "Error") {
        Some(one) => Err(one.to_string()),
        None => Ok(()),
    }
}

/// Forwards everything. OpenAPI cannot say that the rest of a path is one parameter, so it encodes
/// that rest.
async fn forward(listener: TcpListener, to: String) -> Option<()> {
    loop {
        let (mut client, _) = listener.accept().await.ok()?;
        let request = receive(&mut client).await?;
        let target = match request.target.strip_prefix(RAW) {
            Some(url) => format!("{RAW}{}", utf8_percent_encode(url, NON_ALPHANUMERIC)),
            None => request.target,
        };
        let mut head = format!("{} {target} HTTP/1.1\r\nConnection: close\r\n", request.method);
        for (name, value) in request.headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut server = TcpStream::connect(&to).await.ok()?;
        server.write_all(format!("{head}\r\n").as_bytes()).await.ok()?;
        server.write_all(&request.body).await.ok()?;
        copy(&mut server, &mut client).await.ok()?;
    }
}
