//! `api`: raw requests.

use clap::Args;
use serde_json::Value;
use upstash_workflow::reqwest::Method;

use crate::commands::payload::{Data, header, media_type};
use crate::failure::Failure;
use crate::output::Sheet;
use crate::session::Session;

#[derive(Args, Debug)]
#[command(after_help = "\
It has the token, the retries and the errors of every other command. The body of the response is the result, as \
JSON. A GET is retried; anything else only where it cannot act twice.

Examples:
  upstash-workflow api GET /v2/workflows/dlq -q count=1 -q label=orders
  upstash-workflow api POST /v2/notify/order-paid --data '{\"amount\": 42}'")]
pub(crate) struct Api {
    /// GET, POST, PUT, PATCH or DELETE
    #[arg(value_parser = method)]
    method: Method,
    /// Path, such as /v2/workflows/dlq
    path: String,
    /// Query parameter; may be repeated
    #[arg(long, short = 'q', value_name = "NAME=VALUE", value_parser = pair)]
    query: Vec<(String, String)>,
    /// Header; may be repeated
    #[arg(long, short = 'H', value_name = "NAME:VALUE", value_parser = header)]
    header: Vec<(String, String)>,
    /// Body: the text itself, @FILE, or - for stdin
    #[arg(long, value_name = "TEXT|@FILE|-", allow_hyphen_values = true)]
    data: Option<Data>,
    /// Write only errors and questions to stderr
    // Here -q is --query.
    #[arg(long, help_heading = "Global options")]
    quiet: bool,
}

impl Api {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let mut request = client.request(self.method, &self.path);
        for (name, value) in &self.query {
            request = request.query(name, value);
        }
        for (name, value) in &self.header {
            request = request.header(name, value);
        }
        if let Some(data) = self.data {
            let body = data.read()?;
            let is_type = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
            let given = self.header.iter().find(is_type).map(|(_, value)| value.as_str());
            let media_type = media_type(&body, given)?;
            if given.is_none() {
                request = request.header("Content-Type", media_type);
            }
            request = request.body(body);
        }
        let value: Value = request.await?;
        session.out.one(&value, |value| match value {
            Value::Null => Sheet::default(),
            value => Sheet::default().line(&format!("{value:#}")),
        })
    }
}

fn method(text: &str) -> Result<Method, String> {
    let known = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let found = known.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text));
    found.ok_or_else(|| "give GET, POST, PUT, PATCH or DELETE".into())
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.into(), value.into())),
        _ => Err("give NAME=VALUE, such as label=orders".into()),
    }
}
