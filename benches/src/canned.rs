//! A server that always sends the same response, so that the client is measured.

use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::Outcome;

const END_OF_HEAD: &[u8] = b"\r\n\r\n";
const BODY: &str = r#"{"workflowRunId":"wfr_5XAxNjWwz4ZlJvUx","workflowCreatedAt":1752829293531}"#;

/// Binds a port and returns the URL. The server runs as long as the runtime.
pub(crate) async fn start() -> Outcome<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(respond(socket));
        }
    });
    Ok(url)
}

/// Responds to the head of every request. No request here has an empty line in its body.
async fn respond(mut socket: TcpStream) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
         date: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut held = Vec::new();
    while socket.read_buf(&mut held).await? > 0 {
        while let Some(at) = held.windows(END_OF_HEAD.len()).position(|w| w == END_OF_HEAD) {
            held.drain(..at + END_OF_HEAD.len());
            socket.write_all(response.as_bytes()).await?;
        }
    }
    Ok(())
}
