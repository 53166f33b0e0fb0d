//! The calls: so many at once, and how long each took.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use upstash_workflow::types::WorkflowDlqMessage;
use upstash_workflow::{Client, Error, RetryPolicy};

use crate::process::{Sample, Watch};
use crate::server::{Manner, Server};
use crate::table::{self, Row};

/// How many calls are under way at once.
const IN_FLIGHT: usize = 256;
/// How much memory may grow after the first part of the calls, because of the allocator.
const GROWTH: usize = 16 * 1024 * 1024;
/// How much it may grow in each part: a leak shows in all of them.
const GROWTH_IN_EACH: usize = 256 * 1024;
/// Sockets that may be open. While the pool waits for one in use it opens a new one, and keeps
/// both; how often that happens is chance. The rest belongs to the runtime and the test.
const DESCRIPTORS: usize = 3 * IN_FLIGHT + 32;
/// The number of parts. The first one warms up.
const PARTS: usize = 10;
const ID: &str = "1752829295505-0";

/// Makes calls until `count` were made, or `until` is reached, with [`IN_FLIGHT`] at once.
/// Each tells how many microseconds it took to `done`.
fn run<C, F>(
    runtime: &Runtime,
    count: usize,
    until: Instant,
    call: C,
    done: impl Fn(usize, Duration),
) where
    C: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send,
{
    let (send, mut receive) = tokio::sync::mpsc::channel(IN_FLIGHT);
    let next = Arc::new(AtomicUsize::new(0));
    runtime.block_on(async {
        for _ in 0..IN_FLIGHT {
            let (call, next, send) = (call.clone(), Arc::clone(&next), send.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || Instant::now() >= until {
                        return;
                    }
                    let begun = Instant::now();
                    call().await;
                    if send.send((number, begun.elapsed())).await.is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        while let Some((number, took)) = receive.recv().await {
            done(number, took);
        }
    });
}

fn never() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

fn client(server: &Server) -> Client {
    let builder = Client::builder().token("token").base_url(server.url());
    builder.build().expect("a client")
}

/// The measured call, whose response has many fields.
async fn ours(client: Client) {
    let entry = client.get_failed_workflow_run().dlq_id(ID).await.expect("an entry");
    assert_eq!(entry.dlq_id, ID);
}

/// The same by hand, with the same type.
async fn by_hand(client: reqwest::Client, url: String) {
    let response = client.get(url).bearer_auth("token").send().await.expect("a response");
    let body = response.error_for_status().expect("a success").bytes().await.expect("a body");
    let entry: WorkflowDlqMessage = serde_json::from_slice(&body).expect("an entry");
    assert_eq!(entry.dlq_id, ID);
}

/// Asserts that nothing grows from one part of the calls to the next. These are their peaks.
#[track_caller]
fn does_not_grow(parts: &[Sample], pools: usize) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { panic!("no parts") };
    let least = |of: fn(&Sample) -> usize| {
        let growth = parts.windows(2).map(|two| of(&two[1]).saturating_sub(of(&two[0])));
        growth.min().unwrap_or_default()
    };
    let more = least(|part| part.memory);
    assert!(more <= GROWTH_IN_EACH, "each part takes at least {more} bytes more: {parts:?}");
    assert_eq!(least(|part| part.descriptors), 0, "each part opens more: {parts:?}");
    assert!(last.memory <= first.memory + GROWTH, "{parts:?}");
    assert!(parts.iter().all(|part| part.descriptors <= pools * DESCRIPTORS), "{parts:?}");
}

/// The peak of this process while something runs.
fn most(something: impl FnOnce()) -> Sample {
    let watch = Watch::start();
    something();
    watch.most()
}

/// A short run, for the tests.
pub(crate) fn short(count: usize) {
    let server = Server::start(Manner::AtOnce);
    let runtime = Runtime::new().expect("a runtime");
    let client = client(&server);
    let call = move || ours(client.clone());
    let part = || most(|| run(&runtime, count / PARTS, never(), call.clone(), |_, _| {}));
    let parts: Vec<_> = (0..PARTS).map(|_| part()).collect();
    does_not_grow(&parts[1..], 1);
}

/// The client, and reqwest by hand, in turns of a tenth each.
pub(crate) fn beside_reqwest(count: usize) {
    let server = Server::start(Manner::AtOnce);
    let runtime = Runtime::new().expect("a runtime");
    let client = client(&server);
    let ours = move || ours(client.clone());
    let url = format!("{}/v2/workflows/dlq/{ID}", server.url());
    // With a timeout, as the client has one: a timer for each call.
    let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build();
    let http = http.expect("a client");
    let by_hand = move || by_hand(http.clone(), url.clone());

    let part = count / PARTS;
    let mut rows = [Row::new("upstash-workflow", count), Row::new("reqwest by hand", count)];
    for _ in 0..PARTS {
        for (at, row) in rows.iter_mut().enumerate() {
            let times: Vec<AtomicU64> = (0..part).map(|_| AtomicU64::new(0)).collect();
            let keep = |number: usize, took: Duration| {
                let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
                times[number].store(micros, Ordering::Relaxed);
            };
            let begun = Instant::now();
            let most = most(|| match at {
                0 => run(&runtime, part, never(), ours.clone(), keep),
                _ => run(&runtime, part, never(), by_hand.clone(), keep),
            });
            row.add(begun.elapsed(), times.into_iter().map(AtomicU64::into_inner), most);
            eprintln!("{row}");
        }
    }
    for row in &rows {
        // The pools of both are open.
        does_not_grow(&row.most[1..], 2);
    }
    table::write("load", &table::of_load(&rows, IN_FLIGHT));
}

/// Calls that meet faults: each ends with the right error, and nothing leaks.
pub(crate) fn soak(time: Duration) {
    let server = Server::start(Manner::Hostile);
    let runtime = Runtime::new().expect("a runtime");
    let builder = Client::builder().token("token").base_url(server.url());
    let retry = RetryPolicy::default().base_delay(Duration::from_millis(5));
    let client = builder.timeout(Duration::from_millis(250)).retry(retry).build();
    let client = client.expect("a client");
    let outcomes = Arc::new(Mutex::new(BTreeMap::<&'static str, u64>::new()));
    let counted = Arc::clone(&outcomes);
    let call = move || {
        let (client, outcomes) = (client.clone(), Arc::clone(&counted));
        async move {
            let outcome = client.get_failed_workflow_run().dlq_id(ID).await;
            let what = outcome.map_or_else(|error| name(&error), |_| "done");
            *outcomes.lock().expect("no panic").entry(what).or_default() += 1;
        }
    };
    let slowest = AtomicU64::new(0);
    let keep = |_, took: Duration| {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        slowest.fetch_max(micros, Ordering::Relaxed);
    };
    let turn = time / u32::try_from(PARTS).expect("a few");
    let part = || most(|| run(&runtime, usize::MAX, Instant::now() + turn, call.clone(), keep));
    let parts: Vec<_> = (0..PARTS).map(|_| part()).collect();
    does_not_grow(&parts[1..], 1);
    let outcomes = outcomes.lock().expect("no panic").clone();
    assert!(outcomes.len() > 4, "{outcomes:?}");
    // Four attempts and the waits between them.
    let slowest = Duration::from_micros(slowest.into_inner());
    assert!(slowest < Duration::from_secs(10), "{slowest:?}");
    table::write("soak", &table::of_soak(time, &outcomes, slowest, &parts));
}

/// The kind of an error, if it has one.
fn name(error: &Error) -> &'static str {
    match error.status().map(|status| status.as_u16()) {
        Some(429) => "429",
        Some(500) => "500",
        Some(503) => "503",
        Some(200) if error.is_decode() => "not understood",
        Some(200) => "broke off",
        None if error.is_timeout() => "no response in time",
        None if error.is_connect() => "no connection",
        None if error.is_retryable() => "no response",
        _ => panic!("{error:?}"),
    }
}
