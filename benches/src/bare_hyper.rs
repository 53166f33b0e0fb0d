//! The lower bound: hyper's HTTP/1.1 on one connection, without a client around it.

use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Outcome;
use crate::by_hand::RunReference;

pub(crate) struct BareHyper {
    connection: SendRequest<Empty<Bytes>>,
    host: String,
    authorization: String,
}

impl BareHyper {
    pub(crate) async fn connect(url: &str, token: &str) -> Outcome<Self> {
        let host = url.strip_prefix("http://").ok_or("plain http only")?.to_owned();
        let socket = TcpStream::connect(&host).await?;
        socket.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(socket)).await?;
        tokio::spawn(driver);
        Ok(Self { connection, host, authorization: format!("Bearer {token}") })
    }

    pub(crate) async fn retry_failure_callback(&mut self, id: &str) -> Outcome<RunReference> {
        let request = Request::post(format!("/v2/workflows/dlq/callback/{id}"))
            .header("host", &self.host)
            .header("accept", "application/json")
            .header("content-length", "0")
            .header("user-agent", "upstash-workflow/0.1.0")
            .header("authorization", &self.authorization)
            .body(Empty::new())?;
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
