//! The emulator as a program: its options, what it says, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{PATIENCE, Receiver, http, send};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{Method, StatusCode};
use upstash_workflow_emulator::Emulator;

const PROGRAM: &str = env!("CARGO_BIN_EXE_upstash-workflow-emulator");

struct Program {
    process: Child,
    url: String,
    said: Vec<String>,
    /// The line on stderr.
    announced: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, &[])
    }

    fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["--port", "0"])
            .args(if arguments.contains(&"--token") { &[][..] } else { &["--token", "mine"] })
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let mut said = Vec::new();
        for line in output.lines() {
            said.push(line.expect("text"));
            if said.last().is_some_and(|line| line.starts_with("QSTASH_NEXT_SIGNING_KEY=")) {
                break;
            }
        }
        let url = said.iter().find_map(|line| line.strip_prefix("QSTASH_URL=")).expect("a URL");
        let mut announced = String::new();
        let stderr = process.stderr.as_mut().expect("its stderr");
        BufReader::new(stderr).read_line(&mut announced).expect("text");
        Self { url: url.to_owned(), process, said, announced }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        http().request(method, format!("{}{path}", self.url)).bearer_auth("mine")
    }

    fn signal(&self, name: &str) {
        let process = self.process.id().to_string();
        let sent = Command::new("kill").args([name, &process]).status().expect("kill");
        assert!(sent.success());
    }

    fn ends_well(&mut self) -> bool {
        self.process.wait().expect("it ends").success()
    }
}

/// Ends the program, also if the test fails.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn it_says_which_variables_to_set_and_serves() {
    let program = Program::start(&[]);
    assert_eq!(program.said.len(), 4, "only variables: {:?}", program.said);
    for line in ["QSTASH_TOKEN=mine", &format!("QSTASH_URL={}", program.url)] {
        assert!(program.said.iter().any(|said| said == line), "{line}: {:?}", program.said);
    }
    assert_eq!(send(program.request(Method::GET, "/v2/keys")).await.status, 200);
    assert!(send(program.request(Method::GET, "/v2/workflows/dlq")).await.ids().is_empty());
}

#[test]
fn it_links_to_its_page_with_the_token_in_the_fragment() {
    let program = Program::start(&["--token", "a+b/c="]);
    let link = format!("{}/#token=a%2Bb%2Fc%3D;", program.url);
    assert!(program.announced.contains(&link), "{}", program.announced);
}

/// As on a machine with an empty `/etc/ssl`.
#[cfg_attr(not(target_os = "linux"), ignore = "other systems have their own certificates")]
#[tokio::test]
async fn without_ca_certificates_it_starts_and_calls_plain_http_and_says_what_https_lacks() {
    let nothing = [("SSL_CERT_FILE", "/nowhere/file"), ("SSL_CERT_DIR", "/nowhere/folder")];
    let program = Program::start_with(&[], &nothing);
    let mut receiver = Receiver::start().await;
    let trigger = |url: &str| {
        let request = program.request(Method::POST, &format!("/v2/trigger/{url}"));
        send(
            request
                .header("upstash-retries", "0")
                .header("upstash-failure-callback", &receiver.url),
        )
    };
    let (plain, https) = (format!("{}/workflow", receiver.origin), "https://127.0.0.1:1/workflow");
    let (plain, https) = (trigger(&plain).await, trigger(https).await);
    assert_eq!((plain.status, https.status), (200, 200));
    for _ in 0..2 {
        let call = receiver.next().await;
        if call.path != "/workflow" {
            let encoded = call.json()["body"].as_str().expect("base64").to_owned();
            let reason =
                String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("text");
            let (what, package) = ("CA certificates", "`ca-certificates`");
            assert!(reason.contains(what) && reason.contains(package), "{reason}");
        }
        call.respond(StatusCode::OK);
    }
}

/// Starts a request that is in progress for certain: the program asked for its body.
fn under_way(program: &Program) -> TcpStream {
    let address = program.url.strip_prefix("http://").expect("a plain URL");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let head = format!(
        "POST /v2/keys/rotate HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer mine\r\n\
         content-length: 1\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("it is sent");
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).expect("an interim response");
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"x").expect("it is sent");
    stream
}

#[test]
fn ctrl_c_and_sigterm_stop_it_after_requests_in_progress_have_finished() {
    for signal in ["-INT", "-TERM"] {
        let mut program = Program::start(&["--latency", "300ms"]);
        let mut stream = under_way(&program);
        program.signal(signal);
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        assert!(response.starts_with("HTTP/1.1 200") && response.contains("sig_"), "{response}");
        assert!(program.ends_well(), "{signal}");
    }
}

#[test]
fn a_second_ctrl_c_ends_it_at_once() {
    let mut program = Program::start(&["--latency", "1h"]);
    let mut stream = under_way(&program);
    // Two signals of one kind in quick succession may be merged into one.
    program.signal("-INT");
    program.signal("-TERM");
    assert!(program.ends_well());
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    assert!(response.is_empty(), "nothing responded");
}

#[tokio::test]
async fn the_demo_has_callbacks_in_every_state() {
    let program = Program::start(&["--seed-demo"]);
    let page = send(program.request(Method::GET, "/v2/workflows/dlq")).await;
    assert_eq!(page.ids().len(), 9);
    for state in ["CALLBACK_FAIL", "CALLBACK_INPROGRESS", "CALLBACK_SUCCESS", "CALLBACK_CANCELED"] {
        let path = format!("/v2/workflows/dlq?failureFunctionState={state}");
        assert!(!send(program.request(Method::GET, &path)).await.ids().is_empty(), "{state}");
    }
    let key = send(program.request(Method::GET, "/v2/flowControl/mails")).await;
    assert_eq!((key.status, &key.json()["flowControlKey"]), (200, &"mails".into()));
}

#[tokio::test]
async fn the_demo_receives_its_failure_callbacks_and_says_so() {
    let mut program = Program::start(&["--seed-demo"]);
    let path = "/v2/workflows/dlq?workflowRunId=wfr_demo-order-1";
    let id = send(program.request(Method::GET, path)).await.ids().remove(0);
    let retry = program.request(Method::POST, &format!("/v2/workflows/dlq/callback/{id}"));
    assert_eq!(send(retry).await.status, 200);
    let state = format!("/v2/workflows/dlq/{id}");
    let deadline = Instant::now() + PATIENCE;
    while send(program.request(Method::GET, &state)).await.json()["failureFunctionState"]
        == "CALLBACK_INPROGRESS"
    {
        assert!(Instant::now() < deadline, "it is not delivered");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    program.signal("-TERM");
    let mut said = String::new();
    let mut stderr = program.process.stderr.take().expect("its stderr");
    stderr.read_to_string(&mut said).expect("text");
    assert_eq!(said, "received the failure callback of wfr_demo-order-1\n");
}

#[tokio::test]
async fn latency_and_fail_rate_make_requests_slow_and_fail() {
    let program = Program::start(&["--latency", "30", "--fail-rate", "0.5"]);
    let start = Instant::now();
    let mut statuses = Vec::new();
    for _ in 0..20 {
        statuses.push(send(program.request(Method::GET, "/v2/keys")).await.status);
    }
    assert!(start.elapsed() >= Duration::from_millis(600));
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
}

#[test]
fn the_help_says_that_a_run_is_one_call() {
    for option in ["--help", "-h"] {
        let output = Command::new(PROGRAM).arg(option).output().expect("the program");
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(help.contains("A run is one call") && help.contains("step protocol"), "{help}");
    }
}

#[test]
fn an_invalid_option_is_an_error_that_names_it() {
    for arguments in [["--latency", "soon"], ["--fail-rate", "1.5"], ["--port", "x"]] {
        let mut program = Command::new(PROGRAM)
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut error = String::new();
        let stderr = program.stderr.as_mut().expect("its errors");
        stderr.read_to_string(&mut error).expect("text");
        assert_eq!(program.wait().expect("it ends").code(), Some(2));
        assert!(error.contains(arguments[0]), "{error}");
    }
}

#[tokio::test]
async fn it_ends_with_1_when_its_port_is_taken() {
    let first = Emulator::start().await.expect("an emulator");
    let (_, port) = first.url().rsplit_once(':').expect("a port");
    let output = Command::new(PROGRAM).args(["--port", port]).output().expect("the program");
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains(&format!("127.0.0.1:{port}")) && error.contains("in use"), "{error}");
    assert!(error.contains("--port"), "{error}");
    assert!(output.stdout.is_empty(), "nothing is promised");
}
