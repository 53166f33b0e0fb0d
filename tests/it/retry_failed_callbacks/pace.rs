//! How fast the job goes, and what slows it down.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use upstash_workflow::{Client, Progress, RetryPolicy};

use super::scripted::{Scripted, page, state, status, taken, with_header};

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{number}-0")).collect()
}

fn strs(ids: &[String]) -> impl Iterator<Item = &str> {
    ids.iter().map(String::as_str)
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_allowed_and_as_many_as_that() {
    let service = Scripted::start().await;
    service.latency(Duration::from_millis(20));
    let ids = ids(40);
    service.list("", [page(strs(&ids[..20]), Some("a"))]);
    service.list("a", [page(strs(&ids[20..]), None)]);
    let report = service.client().retry_failed_callbacks().concurrency(7).await.expect("a report");
    assert_eq!((report.found, report.retried), (40, 40));
    assert_eq!(service.most_under_way(), 7);
}

#[tokio::test]
async fn the_list_is_read_while_entries_are_retried() {
    let service = Scripted::start().await;
    service.list("", [page(["1-0"], Some("a"))]);
    service.list("a", [page(["2-0"], Some("b"))]);
    service.list("b", [page(["3-0"], None)]);
    let client = service.client();
    assert_eq!(client.retry_failed_callbacks().concurrency(4).await.expect("a report").retried, 3);
    let calls = service.calls();
    let at = |call: &str| calls.iter().position(|other| other == call).expect(call);
    assert!(at("retry 1-0") < at("list b"), "{calls:?}");
}

#[tokio::test]
async fn one_429_makes_all_calls_pause_as_long_as_it_asks() {
    let service = Scripted::start().await;
    let ids = ids(12);
    service.page(strs(&ids));
    service.retries("3-0", [with_header(status(429), "retry-after", "1"), taken()]);
    let paused = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&paused);
    let client = service.client();
    let report = client
        .retry_failed_callbacks()
        .concurrency(2)
        .on_progress(move |p: Progress| {
            if p.pause.is_some() {
                seen.lock().expect("a lock").push((p.pause, p.concurrency));
            }
        })
        .await
        .expect("a report");
    assert_eq!((report.retried, report.failed.len()), (12, 0));
    let calls = service.calls_with_times();
    let gaps = calls.windows(2).map(|two| two[1].1 - two[0].1);
    assert_eq!(gaps.filter(|gap| *gap >= Duration::from_millis(950)).count(), 1, "{calls:?}");
    let paused = paused.lock().expect("a lock");
    let (pause, concurrency) = paused[0];
    // It may be reported up to 100 ms after it began.
    assert!(pause.is_some_and(|pause| pause > Duration::from_millis(800)), "{pause:?}");
    assert_eq!(concurrency, 1, "half as many");
}

#[tokio::test]
async fn a_list_that_is_pushed_back_is_waited_for() {
    let service = Scripted::start().await;
    let pushed = with_header(status(429), "retry-after", "0");
    service.list("", [pushed, status(503), status(503), status(429), page(["1-0"], None)]);
    let report = service.client().retry_failed_callbacks().await.expect("a report");
    assert_eq!(report.retried, 1);
}

#[tokio::test]
async fn a_pause_beyond_the_stall_timeout_ends_the_job_at_once() {
    // The longest pause that can be asked for is longer than any clock goes.
    for (listed, seconds) in [(false, 3600), (true, 3600), (false, u64::MAX), (true, u64::MAX)] {
        let service = Scripted::start().await;
        let later = with_header(status(429), "retry-after", &seconds.to_string());
        match listed {
            true => service.page(["1-0"]),
            false => service.list("", [later.clone()]),
        }
        service.retries("1-0", [later]);
        let error = service.client().retry_failed_callbacks().await.expect_err("an error");
        assert!(error.is_rate_limited(), "{error}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
    }
}

#[tokio::test]
async fn push_backs_without_end_end_the_job_after_the_stall_timeout() {
    let service = Scripted::start().await;
    service.page(["1-0"]);
    service.retries("1-0", [status(503)]);
    let client = service.client();
    let job = client.retry_failed_callbacks().stall_timeout(Duration::from_secs(2));
    let error = job.await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(error.to_string().contains("stopped with 1 found;"), "{error}");
    assert!(service.calls().len() > 5, "{:?}", service.calls());
}

#[tokio::test]
async fn an_entry_that_is_always_pushed_back_fails_and_holds_up_no_other() {
    let service = Scripted::start().await;
    let ids = ids(100);
    service.page(strs(&ids));
    service.retries("0-0", [status(503)]);
    let client = service.client();
    let report = client.retry_failed_callbacks().concurrency(4).await.expect("a report");
    assert_eq!((report.found, report.retried, report.failed.len()), (100, 99, 1), "{report}");
    assert_eq!(report.failed[0].dlq_id, "0-0");
    assert_eq!(report.failed[0].error.status().map(|status| status.as_u16()), Some(503));
}

#[tokio::test]
async fn an_entry_that_only_gets_500_while_others_come_through_fails() {
    let service = Scripted::start().await;
    let ids = ids(100);
    service.page(strs(&ids));
    service.retries("0-0", [status(500)]);
    service.looks("0-0", [status(500)]);
    let client = service.client();
    let report = client.retry_failed_callbacks().concurrency(1).await.expect("a report");
    assert_eq!((report.found, report.retried, report.failed.len()), (100, 99, 1), "{report}");
    assert_eq!(service.calls().iter().filter(|call| *call == "retry 0-0").count(), 1);
}

/// Resolves every name to one address, and counts how often.
struct Counting {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl Resolve for Counting {
    fn resolve(&self, _: Name) -> Resolving {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let addresses: Addrs = Box::new(std::iter::once(self.address));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

#[tokio::test]
async fn a_wrong_address_is_an_error_after_the_clients_own_retries() {
    // The port is bound and nobody listens.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let address = socket.local_addr().expect("an address");
    for retries in [0, 3] {
        let asked = Arc::new(AtomicUsize::new(0));
        let resolver = Counting { address, asked: Arc::clone(&asked) };
        let http = reqwest::Client::builder().dns_resolver(Arc::new(resolver));
        let http = http.build().expect("an HTTP client");
        let url = format!("http://localhost:{}", address.port());
        let quick = RetryPolicy::default().max_retries(retries);
        let quick = quick.base_delay(Duration::from_millis(1));
        let builder = Client::builder().token("t").base_url(url).retry(quick).http_client(http);
        let client = builder.build().expect("a client");
        let error = client.retry_failed_callbacks().await.expect_err("an error");
        assert!(error.is_connect(), "{error}");
        assert_eq!(asked.load(Ordering::SeqCst), retries as usize + 1);
    }
}

#[tokio::test]
async fn after_a_push_back_one_more_call_at_a_time_goes_with_each_round() {
    let service = Scripted::start().await;
    // A round takes longer than it takes until progress is reported again.
    service.latency(Duration::from_millis(120));
    let ids = ids(100);
    service.page(strs(&ids));
    service.retries("3-0", [status(429), taken()]);
    let told = Mutex::new(Vec::new());
    let client = service.client();
    let job = client.retry_failed_callbacks().concurrency(8);
    let job = job.on_progress(|p| told.lock().expect("a lock").push(p.concurrency));
    assert_eq!(job.await.expect("a report").retried, 100);
    let mut told = told.into_inner().expect("a lock");
    told.dedup();
    assert_eq!(told, [8, 4, 5, 6, 7, 8]);
}

#[tokio::test]
async fn entries_that_settle_do_not_hold_up_the_others() {
    let service = Scripted::start().await;
    let ids = ids(30);
    service.page(strs(&ids));
    for id in &ids {
        service.looks(id, [state("CALLBACK_INPROGRESS"), state("CALLBACK_SUCCESS")]);
    }
    let client = service.client();
    let started = Instant::now();
    let job = client.retry_failed_callbacks().concurrency(1);
    let report = job.wait_until_settled(Duration::from_secs(60)).await.expect("a report");
    assert_eq!((report.found, report.succeeded), (30, 30));
    // One after the other they would wait for 30 times 300 ms.
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn the_longest_timeout_can_be_set() {
    let service = Scripted::start().await;
    service.page(["1-0"]);
    service.looks("1-0", [state("CALLBACK_INPROGRESS"), state("CALLBACK_SUCCESS")]);
    let client = service.client();
    let job = client.retry_failed_callbacks().stall_timeout(Duration::MAX);
    let report = job.wait_until_settled(Duration::MAX).await.expect("a report");
    assert_eq!(report.succeeded, 1, "{report}");
}

#[tokio::test]
async fn progress_goes_from_nothing_to_everything_that_was_found() {
    let service = Scripted::start().await;
    let ids = ids(6);
    service.list("", [page(strs(&ids[..3]), Some("a"))]);
    service.list("a", [page(strs(&ids[3..]), None)]);
    service.retries("1-0", [status(404)]);
    service.retries("2-0", [status(422)]);
    let told = Mutex::new(Vec::new());
    let client = service.client();
    let job = client.retry_failed_callbacks().on_progress(|p| told.lock().expect("a lock").push(p));
    let report = job.await.expect("a report");
    let told = told.into_inner().expect("a lock");
    assert!(told.windows(2).all(|two| two[0].done <= two[1].done), "{told:?}");
    assert_eq!((told[0].done, told[0].listed, told[0].found), (0, 3, None));
    let last = told.last().expect("progress");
    assert_eq!((last.done, last.found, last.settling), (6, Some(6), 0));
    assert_eq!((report.found, report.skipped.len(), report.failed.len()), (6, 1, 1));
    let text = "6 found: 4 retried, 1 skipped, 1 failed";
    assert_eq!(report.to_string(), text);
}

#[tokio::test]
async fn progress_is_reported_some_ten_times_a_second_and_at_the_end() {
    let service = Scripted::start().await;
    service.latency(Duration::from_millis(30));
    let ids = ids(60);
    service.page(strs(&ids));
    let told = Mutex::new(Vec::new());
    let client = service.client();
    let job = client.retry_failed_callbacks().concurrency(4);
    let job = job.on_progress(|p| told.lock().expect("a lock").push((Instant::now(), p)));
    let started = Instant::now();
    assert_eq!(job.await.expect("a report").retried, 60);
    let took = started.elapsed();
    let mut told = told.into_inner().expect("a lock");
    let (ended, last) = told.pop().expect("progress");
    assert_eq!((last.done, last.found), (60, Some(60)));
    assert!(ended.elapsed() < Duration::from_millis(90), "the last one is not waited for");
    assert!(told.len() > 2 && told.len() <= took.as_millis() as usize / 100 + 1, "{told:?}");
    let early = told.windows(2).filter(|two| two[1].0 - two[0].0 < Duration::from_millis(100));
    assert_eq!(early.count(), 0, "{told:?}");
    assert!(told.windows(2).all(|two| two[0].1 != two[1].1), "a number has changed: {told:?}");
}

#[tokio::test]
async fn progress_of_nothing_is_reported_once() {
    for refused in [false, true] {
        let service = Scripted::start().await;
        match refused {
            true => service.list("", [status(401)]),
            false => service.page([]),
        }
        let told = Mutex::new(Vec::new());
        let client = service.client();
        let job = client.retry_failed_callbacks();
        let ended = job.on_progress(|p| told.lock().expect("a lock").push(p)).await;
        assert_eq!(ended.is_err(), refused);
        let told = told.into_inner().expect("a lock");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].done, told[0].listed), (0, 0));
    }
}

#[tokio::test]
async fn a_change_before_a_long_pause_is_reported_while_it_lasts() {
    let service = Scripted::start().await;
    service.page(["1-0", "2-0"]);
    service.retries("2-0", [with_header(status(429), "retry-after", "1"), taken()]);
    let told = Mutex::new(Vec::new());
    let client = service.client();
    let job = client.retry_failed_callbacks().concurrency(1);
    let job = job.on_progress(|p| told.lock().expect("a lock").push(p));
    assert_eq!(job.await.expect("a report").retried, 2);
    let told = told.into_inner().expect("a lock");
    assert!(told.iter().any(|p| p.done == 1 && p.pause.is_some()), "{told:?}");
}
