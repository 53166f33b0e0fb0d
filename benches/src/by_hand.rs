//! What a user would write without this project: `reqwest`, `serde`, and as little code as
//! possible. It sends the same bytes as the client and decodes the same fields.

use std::collections::BTreeMap;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{ACCEPT, CONTENT_LENGTH, HeaderMap};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What is not percent-encoded in a path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Clone)]
pub(crate) struct ByHand {
    http: reqwest::Client,
    base: String,
    token: String,
}

/// What a caller has to know of a response that is not a success.
#[derive(Debug)]
pub(crate) enum Failure {
    Transport(reqwest::Error),
    Status { status: StatusCode, headers: HeaderMap, body: Vec<u8> },
    Decode(serde_json::Error),
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunReference {
    pub(crate) workflow_run_id: String,
    pub(crate) workflow_created_at: Option<i64>,
}

type Headers = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
pub(crate) struct Page {
    pub(crate) cursor: Option<String>,
    #[serde(default)]
    pub(crate) messages: Vec<Message>,
}

/// Every field that the client's own type has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are decoded, as the client decodes them")]
pub(crate) struct Message {
    pub(crate) dlq_id: String,
    body: Option<String>,
    body_base64: Option<String>,
    #[serde(rename = "callerIP")]
    caller_ip: Option<String>,
    created_at: Option<i64>,
    failure_callback: Option<String>,
    failure_callback_header: Option<Headers>,
    failure_callback_info: Option<CallbackInfo>,
    failure_function_state: Option<String>,
    flow_control_key: Option<String>,
    header: Option<Headers>,
    label: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    max_retries: Option<i64>,
    message_id: Option<String>,
    method: Option<String>,
    not_before: Option<i64>,
    parallelism: Option<i64>,
    period: Option<i64>,
    rate: Option<i64>,
    response_body: Option<String>,
    response_body_base64: Option<String>,
    response_header: Option<Headers>,
    response_status: Option<i64>,
    url: Option<String>,
    workflow_created_at: Option<i64>,
    workflow_run_id: Option<String>,
    workflow_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are decoded, as the client decodes them")]
pub(crate) struct CallbackInfo {
    state: Option<String>,
    response_status: Option<i64>,
    response_body: Option<String>,
    response_headers: Option<Headers>,
}

impl ByHand {
    pub(crate) fn new(base: &str, token: &str) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .user_agent("upstash-workflow/0.1.0")
            .build()?;
        Ok(Self { http, base: base.to_owned(), token: token.to_owned() })
    }

    pub(crate) async fn retry_failure_callback(&self, id: &str) -> Result<RunReference, Failure> {
        let id = utf8_percent_encode(id, SEGMENT);
        let request = self
            .http
            .post(format!("{}/v2/workflows/dlq/callback/{id}", self.base))
            .header(ACCEPT, "application/json")
            .header(CONTENT_LENGTH, "0")
            .bearer_auth(&self.token);
        decoded(request.send().await?).await
    }

    /// Returns a page of the entries whose failure callback failed.
    pub(crate) async fn page(&self, cursor: Option<&str>) -> Result<Page, Failure> {
        let request = self
            .http
            .get(format!("{}/v2/workflows/dlq", self.base))
            .query(&[("failureFunctionState", "CALLBACK_FAIL")])
            .query(&cursor.map(|cursor| [("cursor", cursor)]))
            .header(ACCEPT, "application/json")
            .bearer_auth(&self.token);
        decoded(request.send().await?).await
    }
}

async fn decoded<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let status = response.status();
    if !status.is_success() {
        let headers = response.headers().clone();
        let body = response.bytes().await?.to_vec();
        return Err(Failure::Status { status, headers, body });
    }
    serde_json::from_slice(&response.bytes().await?).map_err(Failure::Decode)
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Transport(error) => write!(f, "{error}"),
            Self::Status { status, headers, body } => {
                write!(f, "{status} {headers:?} {}", String::from_utf8_lossy(body))
            }
            Self::Decode(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Failure {}
