//! An emulator with a plain HTTP client, and a receiver of failure callbacks to which a test responds.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::io::ErrorKind;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use upstash_workflow_emulator::{CallbackState, Emulator, EmulatorBuilder, FailedRun};

/// Longer than anything here takes: only a failing test waits for it.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Nobody listens there. Some tests restart seeded runs, which must not be sent anywhere.
pub const WORKFLOW: &str = "http://127.0.0.1:1/api/workflow";

pub struct Api {
    pub emulator: Emulator,
    pub http: reqwest::Client,
}

#[derive(Debug)]
pub struct ApiResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl ApiResponse {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The message of an error that has exactly the service's shape.
    #[track_caller]
    pub fn error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/json");
        let json = self.json();
        let fields: Vec<&String> = json.as_object().expect("an object").keys().collect();
        assert_eq!(fields, ["error"]);
        json["error"].as_str().expect("a text").to_owned()
    }

    pub fn ids(&self) -> Vec<String> {
        let json = self.json();
        let messages =
            json["messages"].as_array().unwrap_or_else(|| panic!("no messages in {self:?}"));
        messages
            .iter()
            .map(|message| message["dlqId"].as_str().expect("an id").to_owned())
            .collect()
    }

    pub fn cursor(&self) -> Option<String> {
        self.json()["cursor"].as_str().filter(|cursor| !cursor.is_empty()).map(str::to_owned)
    }
}

pub fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .expect("a client")
}

impl Api {
    pub async fn start() -> Self {
        Self::over(Emulator::start().await.expect("an emulator"))
    }

    pub fn over(emulator: Emulator) -> Self {
        Self { emulator, http: http() }
    }

    /// An emulator on which a minute takes 60 milliseconds.
    pub async fn fast() -> Self {
        Self::with(Emulator::builder().time_factor(1000.0)).await
    }

    pub async fn with(builder: EmulatorBuilder) -> Self {
        Self { emulator: builder.start().await.expect("an emulator"), http: http() }
    }

    /// Triggers a run with these headers and returns the response.
    pub async fn trigger(&self, url: &str, headers: &[(&str, &str)], body: &str) -> ApiResponse {
        let mut request = self
            .request(Method::POST, &format!("/v2/trigger/{url}"))
            .bearer_auth(self.emulator.token())
            .body(body.to_owned());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        send(request).await
    }

    /// Like [`trigger`](Self::trigger), and returns the id of the run.
    pub async fn start_run(&self, url: &str, headers: &[(&str, &str)]) -> String {
        let response = self.trigger(url, headers, "").await;
        assert_eq!(response.status, 200, "{response:?}");
        response.json()["workflowRunId"].as_str().expect("an id").to_owned()
    }

    pub async fn post_json(&self, path: &str, body: &Value) -> ApiResponse {
        let request = self.request(Method::POST, path).bearer_auth(self.emulator.token());
        send(request.header("content-type", "application/json").body(body.to_string())).await
    }

    /// The run in the logs, with its bodies.
    pub async fn run(&self, id: &str) -> Value {
        let response =
            self.get(&format!("/v2/workflows/logs?trimBody=1000000&workflowRunId={id}")).await;
        assert_eq!(response.status, 200, "{response:?}");
        response.json()["runs"][0].clone()
    }

    /// The step that calls the workflow.
    pub async fn step(&self, id: &str) -> Value {
        self.run(id).await["steps"][1]["steps"][0].clone()
    }

    /// The run once this holds for it.
    pub async fn run_until(&self, id: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let wait = async {
            loop {
                last = self.run(id).await;
                if holds(&last) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        assert!(waited.is_ok(), "it never holds for {last}");
        last
    }

    /// The run once it is over.
    pub async fn ended(&self, id: &str) -> Value {
        self.run_until(id, |run| run["workflowState"] != "RUN_STARTED").await
    }

    /// The ids of the runs that a query of the logs lists, on one page.
    pub async fn logged(&self, query: &str) -> Vec<String> {
        let response = self.get(&format!("/v2/workflows/logs?{query}")).await;
        assert_eq!(response.status, 200, "{response:?}");
        run_ids(&response.json()["runs"])
    }

    /// The response to a GET once this holds for it.
    pub async fn get_until(&self, path: &str, mut holds: impl FnMut(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let wait = async {
            loop {
                last = self.get(path).await.json();
                if holds(&last) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        assert!(waited.is_ok(), "it never holds for {last}");
        last
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.emulator.url()))
    }

    pub async fn call(&self, method: Method, path: &str) -> ApiResponse {
        send(self.request(method, path).bearer_auth(self.emulator.token())).await
    }

    pub async fn get(&self, path: &str) -> ApiResponse {
        self.call(Method::GET, path).await
    }

    pub async fn post(&self, path: &str) -> ApiResponse {
        self.call(Method::POST, path).await
    }

    pub async fn delete(&self, path: &str) -> ApiResponse {
        self.call(Method::DELETE, path).await
    }

    pub async fn delete_with(&self, path: &str, body: &'static str) -> ApiResponse {
        let request = self.request(Method::DELETE, path).bearer_auth(self.emulator.token());
        send(request.body(body)).await
    }

    /// The ids that a query lists, on one page.
    pub async fn listed(&self, query: &str) -> Vec<String> {
        self.get(&format!("/v2/workflows/dlq?{query}")).await.ids()
    }

    pub async fn message(&self, id: &str) -> Value {
        let response = self.get(&format!("/v2/workflows/dlq/{id}")).await;
        assert_eq!(response.status, 200, "{response:?}");
        response.json()
    }

    pub async fn state(&self, id: &str) -> String {
        let message = self.message(id).await;
        let state = message["failureFunctionState"].clone();
        assert_eq!(
            state, message["failureCallbackInfo"]["state"],
            "both places show the same state"
        );
        state.as_str().expect("a state").to_owned()
    }

    pub async fn retry(&self, id: &str) -> ApiResponse {
        self.post(&format!("/v2/workflows/dlq/callback/{id}")).await
    }

    pub async fn cancel(&self, id: &str) -> ApiResponse {
        self.delete(&format!("/v2/workflows/dlq/callback/{id}")).await
    }

    /// The message once its callback is no longer in progress.
    pub async fn settled(&self, id: &str) -> Value {
        let wait = async {
            while self.state(id).await == "CALLBACK_INPROGRESS" {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the callback settles");
        self.message(id).await
    }

    pub fn seed_one(&self, run: FailedRun) -> String {
        self.emulator.seed([run]).remove(0)
    }

    pub fn seed_failed(&self, callback_url: &str) -> String {
        self.seed_one(FailedRun::new(WORKFLOW).failure_callback(callback_url, CallbackState::Fail))
    }
}

/// Whether nobody listens there.
pub fn is_closed(address: impl ToSocketAddrs) -> bool {
    TcpStream::connect(address).is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
}

/// Whether this holds at one of a few tries. A port that was just freed may be another process's by the time a test looks
/// at it, so a claim about such a port is checked with several.
pub async fn at_one_of_a_few_tries<F: Future<Output = bool>>(holds: impl Fn() -> F) -> bool {
    for _ in 0..5 {
        if holds().await {
            return true;
        }
    }
    false
}

/// The run ids of a list of runs.
pub fn run_ids(runs: &Value) -> Vec<String> {
    let id = |run: &Value| run["workflowRunId"].as_str().expect("an id").to_owned();
    runs.as_array().expect("a list").iter().map(id).collect()
}

pub async fn send(request: reqwest::RequestBuilder) -> ApiResponse {
    let response = request.send().await.expect("a response");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    ApiResponse { status, headers, text: response.text().await.expect("a body") }
}

/// A request that waits for the test to respond.
pub struct Held {
    pub method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    sender: oneshot::Sender<Response>,
}

impl Held {
    pub fn respond(self, response: impl IntoResponse) {
        let _ = self.sender.send(response.into_response());
    }

    /// Waits until the sender no longer waits for the response.
    pub async fn abandoned(mut self) {
        self.sender.closed().await;
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().expect("text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

pub struct Receiver {
    /// Where failure callbacks go.
    pub url: String,
    /// The beginning of every other URL that ends here, without a slash at its end.
    pub origin: String,
    arrived: mpsc::UnboundedReceiver<Held>,
}

impl Receiver {
    pub async fn start() -> Self {
        let (sender, arrived) = mpsc::unbounded_channel();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let url = format!("{origin}/failed?from=test");
        let router = Router::new().fallback(hold).with_state(sender);
        tokio::spawn(axum::serve(listener, router).into_future());
        Self { url, origin, arrived }
    }

    pub async fn next(&mut self) -> Held {
        let next = tokio::time::timeout(PATIENCE, self.arrived.recv()).await;
        next.expect("a delivery arrives").expect("the receiver runs")
    }

    /// Whether a request has arrived that was not taken yet.
    pub fn has_more(&self) -> bool {
        !self.arrived.is_empty()
    }
}

async fn hold(State(sender): State<mpsc::UnboundedSender<Held>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body").to_vec();
    let (respond, responded) = oneshot::channel();
    let path = parts.uri.to_string();
    let held = Held { method: parts.method, path, headers: parts.headers, body, sender: respond };
    let _ = sender.send(held);
    responded.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
