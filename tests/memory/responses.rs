//! How much of a response is read, and the memory that it takes.

use std::time::Duration;

use crate::hostile_service::server::{Hostile, Step};
use crate::support::TOKEN;
use upstash_workflow::{Client, Error, RetryPolicy};

const MIB: usize = 1024 * 1024;
/// What the client may read of a response here.
const LIMIT: usize = 16 * MIB;
/// What is sent and not yet read waits in the sockets of both sides.
const IN_SOCKETS: u64 = 16 * MIB as u64;

/// The peak memory of this process since the last call, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("the system says it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    let kib: usize = line.trim().trim_end_matches(" kB").parse().expect("a number");
    std::fs::write("/proc/self/clear_refs", "5").expect("the peak begins again");
    kib * 1024
}

fn client(server: &Hostile) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(server.url());
    let builder = builder.retry(RetryPolicy::none()).max_response_bytes(LIMIT);
    builder.build().expect("a client")
}

/// A response that does not end.
async fn endless(status: &str) -> Hostile {
    let head = format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n");
    let chunk = [b"10000\r\n", &[b' '; 0x10000][..], b"\r\n"].concat();
    let script =
        [Step::Receive, Step::Send(head.into_bytes()), Step::Endless(chunk, Duration::ZERO)];
    Hostile::start(script).await
}

/// A server whose response is this JSON.
async fn serving(json: &str) -> Hostile {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", json.len());
    let mut server = Hostile::start([]).await;
    server.heal([head.as_bytes(), json.as_bytes()].concat());
    server
}

async fn an_endless_response_is_read_up_to_the_limit(start: usize) {
    let server = endless("200 OK").await;
    peak();
    let error = client(&server).list_failed_workflow_runs().await.expect_err("too long");
    let grown = peak() - start;
    assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains("longer than 16777216 bytes"), "{error}");
    assert_eq!(error.body().map(<[u8]>::len), Some(64 * 1024));
    assert!(server.sent() < LIMIT as u64 + IN_SOCKETS, "{} bytes were taken", server.sent());
    assert!(grown < 2 * LIMIT, "{grown} bytes for {LIMIT}");
    println!("a response without end: {} bytes taken, {grown} bytes of memory", server.sent());
}

async fn an_endless_body_that_nobody_needs_is_read_a_little() {
    for (status, ok) in [("500 Broken", false), ("200 OK", true)] {
        let server = endless(status).await;
        let outcome = client(&server).delete_failed_workflow_run().dlq_id("1-0").await;
        assert_eq!(outcome.is_ok(), ok, "{outcome:?}");
        assert!(server.sent() < IN_SOCKETS, "{} bytes were taken", server.sent());
    }
}

/// A response that makes the most of its bytes.
struct Greedy {
    of: &'static str,
    before: &'static str,
    item: fn(usize) -> String,
    after: &'static str,
    /// What the client takes an item and its comma for, in bytes of memory.
    weight: usize,
}

const OBJECT: usize = 1500;
const LIST: usize = 150;
const VALUE: usize = 200;

/// The beginning and the end of a step with one member, whose value is between them.
macro_rules! in_a_step {
    ($begin:literal) => {
        concat!(r#"{"runs":[{"workflowRunId":"","steps":[{"steps":[{"#, $begin)
    };
}

/// Empty values of the largest type, and small ones where there may be any value.
const GREEDY: [Greedy; 7] = [
    Greedy {
        of: "objects",
        before: r#"{"runs":[{"workflowRunId":"","steps":[{"steps":["#,
        item: |_| "{}".into(),
        after: "]}]}]}",
        weight: OBJECT + VALUE,
    },
    Greedy {
        of: "numbers",
        before: in_a_step!(r#""sleepFor":["#),
        item: |_| "1".into(),
        after: "]}]}]}]}",
        weight: VALUE,
    },
    Greedy {
        of: "texts",
        before: r#"{"runs":[{"workflowRunId":"","labels":["#,
        item: |_| "\"a\"".into(),
        after: "]}]}",
        weight: VALUE,
    },
    // Nearly as deep as there may be.
    Greedy {
        of: "lists in each other",
        before: in_a_step!(r#""sleepFor":["#),
        item: |_| format!("{}{}", "[".repeat(100), "]".repeat(100)),
        after: "]}]}]}]}",
        weight: 100 * LIST + VALUE,
    },
    Greedy {
        of: "lists of one number",
        before: in_a_step!(r#""sleepFor":["#),
        item: |_| "[1]".into(),
        after: "]}]}]}]}",
        weight: LIST + VALUE,
    },
    Greedy {
        of: "members",
        before: in_a_step!(r#""sleepFor":{"#),
        item: |number| format!(r#""{number:x}":"a""#),
        after: "}}]}]}]}",
        weight: VALUE,
    },
    Greedy {
        of: "headers",
        before: in_a_step!(r#""callHeaders":{"#),
        item: |number| format!(r#""{number:x}":["a"]"#),
        after: "}}]}]}]}",
        weight: LIST + VALUE,
    },
];

impl Greedy {
    /// The response with so many items, or as many as it has room for.
    fn with(&self, count: usize) -> String {
        let Self { before, item, after, .. } = self;
        let mut json = String::with_capacity(LIMIT);
        json.push_str(before);
        for number in 0..count {
            let item = item(number);
            if json.len() + item.len() + after.len() > LIMIT - 2 {
                break;
            }
            json.extend([item.as_str(), ","]);
        }
        // The last comma.
        json.pop();
        json + after
    }

    /// How many items there may be, beside the few of what is around them.
    fn most(&self) -> usize {
        (LIMIT * 7 - 10 * OBJECT) / self.weight
    }
}

async fn a_response_that_would_take_far_more_memory_than_its_length_is_refused(start: usize) {
    for greedy in GREEDY {
        let of = greedy.of;
        let server = serving(&greedy.with(usize::MAX)).await;
        peak();
        let outcome: Result<_, Error> = client(&server).list_workflow_run_logs().await;
        let error = outcome.expect_err(of);
        let grown = peak() - start;
        assert!(
            error.is_decode() && error.to_string().contains("bytes of memory"),
            "{of}: {error}"
        );
        assert!(error.to_string().contains(".max_response_bytes("), "{of}: {error}");
        assert!(grown < 8 * LIMIT, "{grown} bytes for {LIMIT} of {of}");
    }
}

async fn a_response_that_is_taken_takes_a_few_times_the_limit(start: usize) {
    for greedy in GREEDY {
        let of = greedy.of;
        let server = serving(&greedy.with(greedy.most())).await;
        peak();
        let page = client(&server).list_workflow_run_logs().await.expect(of);
        let grown = peak() - start;
        assert_eq!(page.runs.len(), 1);
        assert!(grown < 8 * LIMIT, "{grown} bytes for {LIMIT} of {of}");
        println!("as many {of} as are taken: {grown} bytes of memory for a limit of {LIMIT}");
    }
}

/// Of a response that could not be understood, and of one that was too long.
async fn an_error_keeps_no_more_of_a_response_than_it_shows() {
    // What is free by now is used again first.
    let now = || {
        peak();
        peak()
    };
    let wrong = serving(&format!("[{}]", " ".repeat(LIMIT - 100))).await;
    let endless = endless("200 OK").await;
    let start = now();
    let mut errors = Vec::new();
    for server in [&wrong, &endless].into_iter().cycle().take(16) {
        errors.push(client(server).list_workflow_run_logs().await.expect_err("an error"));
    }
    assert!(errors.iter().all(|e| e.is_decode() && e.body().map(<[u8]>::len) == Some(64 * 1024)));
    let grown = now().saturating_sub(start);
    assert!(grown < 4 * LIMIT, "{grown} bytes for {} errors", errors.len());
}

/// One after the other: what is looked at is the memory of all of them.
#[tokio::test]
async fn a_response_takes_no_more_memory_than_its_limit_allows() {
    let start = peak();
    an_endless_response_is_read_up_to_the_limit(start).await;
    an_endless_body_that_nobody_needs_is_read_a_little().await;
    a_response_that_would_take_far_more_memory_than_its_length_is_refused(start).await;
    a_response_that_is_taken_takes_a_few_times_the_limit(start).await;
    an_error_keeps_no_more_of_a_response_than_it_shows().await;
}
