//! The plan against a service that is played here, with times of its own and without IO.

use super::super::transitions::{PUSH_BACKS, TRIES};
use super::*;
use crate::types::FailureCallbackState as State;
use crate::{Client, RetryPolicy};

const MOST: usize = 32;
const LATENCY: Duration = Duration::from_millis(20);

/// A page with entries from a number on, all failed.
fn page(from: usize, entries: usize, last: bool) -> WorkflowDlqPage {
    let entry = |number| serde_json::json!({ "dlqId": format!("{number}-0") });
    let cursor = if last { String::new() } else { from.to_string() };
    let messages: Vec<_> = (from..from + entries).map(entry).collect();
    let page = serde_json::json!({ "messages": messages, "cursor": cursor });
    serde_json::from_value(page).expect("a page")
}

/// An answer with this status.
fn answered(code: u16) -> Error {
    let response = http::Response::builder().status(code).body("").expect("an answer");
    progenitor_client::Error::<()>::UnexpectedResponse(response.into()).into()
}

/// The call, answered with this status.
fn refused(call: Call, code: u16) -> Heard {
    match call {
        Call::Page(page) => Heard::Page(page, Err(answered(code))),
        Call::Retry(entry) => Heard::Retry(entry, Err(answered(code))),
        Call::Look(entry) => Heard::Look(entry, Err(answered(code))),
    }
}

/// A service that has pages of 100 failed entries, takes every retry, and whose callbacks are
/// over when they have been looked at so often.
struct Service {
    pages: usize,
    listed: usize,
    looks: u32,
}

impl Service {
    fn with(pages: usize) -> Self {
        Self { pages, listed: 0, looks: 0 }
    }

    fn answer(&mut self, call: Call) -> Heard {
        match call {
            Call::Page(at) => {
                self.listed += 1;
                Heard::Page(at, Ok(page(self.listed * 100, 100, self.listed == self.pages)))
            }
            Call::Retry(entry) => Heard::Retry(entry, Ok(())),
            Call::Look(entry) => {
                let state = match &entry.settling {
                    None => State::CallbackFail,
                    Some(settling) if settling.looks > self.looks => State::CallbackSuccess,
                    Some(_) => State::CallbackInprogress,
                };
                Heard::Look(entry, Ok(Some(state)))
            }
        }
    }
}

/// What came of a job that was played.
struct Played {
    ended: Result<RetryReport, Error>,
    took: Duration,
    /// `list`, `retry 1-0` or `look 1-0`, with the time since the start.
    calls: Vec<(String, Duration)>,
    /// The most that was kept at once.
    kept: usize,
}

impl Played {
    fn report(self) -> RetryReport {
        self.ended.expect("a report")
    }

    /// When calls were made that begin like this.
    fn times(&self, name: &str) -> Vec<Duration> {
        let named = self.calls.iter().filter(|(call, _)| call.starts_with(name));
        named.map(|(_, at)| *at).collect()
    }
}

fn client() -> Client {
    let policy = RetryPolicy::default().seed(1);
    Client::builder().token("t").retry(policy).build().expect("a client")
}

/// Plays the job against a service that answers every call after [`LATENCY`], knowing when
/// the call arrived.
fn play(job: RetryFailedCallbacks<'_>, mut answer: impl FnMut(Call, Duration) -> Heard) -> Played {
    let most = job.concurrency;
    let start = Instant::now();
    let mut now = start;
    let mut plan = Plan::new(job, now);
    let (mut calls, mut kept) = (Vec::new(), 0);
    let mut under_way: VecDeque<(Call, Instant)> = VecDeque::new();
    let ended = loop {
        while let Some(call) = plan.next(under_way.len(), now) {
            let name = match &call {
                Call::Page(_) => "list".to_owned(),
                Call::Retry(entry) => format!("retry {}", entry.dlq_id),
                Call::Look(entry) => format!("look {}", entry.dlq_id),
            };
            calls.push((name, now - start));
            assert!(calls.len() < 10_000_000, "it goes on for ever");
            under_way.push_back((call, now));
            assert!(under_way.len() <= most);
        }
        if under_way.len() == most {
            assert_eq!(plan.wakes(most, now), None, "only an answer makes room");
        }
        kept = kept.max(plan.ready.len() + plan.waiting.len() + plan.looks.len() + under_way.len());
        let ends = under_way.front().map(|(_, started)| *started + LATENCY);
        match (ends, plan.wakes(under_way.len(), now)) {
            (None, None) => break Ok(plan.finish()),
            (Some(ends), wakes) if wakes.is_none_or(|wakes| ends <= wakes) => now = ends,
            (_, wakes) => {
                now = wakes.expect("one of the two");
                continue;
            }
        }
        let Some((call, started)) = under_way.pop_front() else { continue };
        let heard = answer(call, started - start);
        if let Err(error) = plan.hear(heard, started, now) {
            break Err(error);
        }
    };
    Played { ended, took: now - start, calls, kept }
}

#[test]
fn what_is_kept_does_not_grow_with_what_is_listed() {
    for pages in [10, 1000] {
        let client = client();
        let mut service = Service::with(pages);
        let job = client.retry_failed_callbacks().concurrency(MOST);
        let played = play(job, |call, _| service.answer(call));
        let kept = played.kept;
        let report = played.report();
        assert_eq!((report.found, report.retried), (pages * 100, pages * 100));
        assert!(kept <= 100 + READY + 2 * MOST + MOST, "{kept} were kept");
    }
}

#[test]
fn entries_that_take_long_to_settle_hold_others_back_before_they_take_memory() {
    let client = client();
    let mut service = Service { looks: 5, ..Service::with(1000) };
    let job = client.retry_failed_callbacks().concurrency(MOST);
    let job = job.wait_until_settled(Duration::from_secs(3600));
    let played = play(job, |call, _| service.answer(call));
    let kept = played.kept;
    let report = played.report();
    assert_eq!((report.found, report.succeeded), (100_000, 100_000));
    assert!(kept > WAITING && kept <= WAITING + 100 + READY + 3 * MOST, "{kept} were kept");
}

#[test]
fn as_many_calls_at_once_as_can_be_said_are_allowed() {
    let client = client();
    let mut service = Service::with(3);
    let job = client.retry_failed_callbacks().concurrency(usize::MAX);
    let report = play(job, |call, _| service.answer(call)).report();
    assert_eq!((report.found, report.retried), (300, 300));
}

fn is(call: &Call, id: &str) -> bool {
    matches!(call, Call::Retry(entry) | Call::Look(entry) if entry.dlq_id == id)
}

#[test]
fn an_entry_that_is_always_pushed_back_fails_and_holds_up_no_other() {
    for (code, most) in [(503, 1), (503, 4), (503, MOST), (429, 1), (429, MOST)] {
        let client = client();
        let mut service = Service::with(2);
        let job = client.retry_failed_callbacks().concurrency(most);
        let played = play(job, |call, _| match is(&call, "100-0") {
            true => refused(call, code),
            false => service.answer(call),
        });
        let tried = played.times("retry 100-0").len();
        assert!(tried < 2 * PUSH_BACKS as usize, "{tried} times, {code}, {most} at once");
        let report = played.report();
        assert_eq!((report.found, report.retried, report.failed.len()), (200, 199, 1));
        assert_eq!(report.failed[0].dlq_id, "100-0");
    }
}

#[test]
fn several_entries_that_are_always_pushed_back_fail_too() {
    let client = client();
    let mut service = Service::with(5);
    let job = client.retry_failed_callbacks();
    let played = play(job, |call, _| match &call {
        Call::Retry(entry) if entry.dlq_id.ends_with("7-0") => refused(call, 503),
        _ => service.answer(call),
    });
    let report = played.report();
    assert_eq!((report.found, report.retried, report.failed.len()), (500, 450, 50));
}

#[test]
fn an_entry_that_is_pushed_back_until_only_it_is_left_fails_when_the_job_has_stalled() {
    let client = client();
    let mut service = Service::with(1);
    let timeout = Duration::from_secs(60);
    let job = client.retry_failed_callbacks().concurrency(MOST).stall_timeout(timeout);
    // The others are through before it has been pushed back often.
    let played = play(job, |call, _| match is(&call, "190-0") {
        true => refused(call, 503),
        false => service.answer(call),
    });
    assert!(played.took > timeout / 2 && played.took < 2 * timeout, "{:?}", played.took);
    let report = played.report();
    assert_eq!((report.found, report.retried, report.failed.len()), (100, 99, 1));
}

#[test]
fn a_service_that_pushes_everything_back_ends_the_job_after_the_stall_timeout_only() {
    for code in [429, 502, 503] {
        let client = client();
        let mut service = Service::with(2);
        let timeout = Duration::from_secs(60);
        let job = client.retry_failed_callbacks().stall_timeout(timeout);
        let played = play(job, |call, at| match at < Duration::from_millis(100) {
            true => service.answer(call),
            false => refused(call, code),
        });
        assert!(
            played.took > timeout / 2 && played.took < 2 * timeout,
            "{code}: {:?}",
            played.took
        );
        let error = played.ended.expect_err("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code));
        let text = error.to_string();
        let (_, places) = text.split_once(" found: ").expect("how far it came");
        assert!(places.contains("retried") && !places.contains("failed"), "{text}");
    }
}

#[test]
fn a_service_that_takes_one_call_a_second_fails_nothing() {
    for most in [1, 4, MOST] {
        let client = client();
        let mut service = Service::with(1);
        let mut taken = None;
        let job = client.retry_failed_callbacks().concurrency(most);
        let played = play(job, |call, at| match taken == Some(at.as_secs()) {
            true => refused(call, 429),
            false => {
                taken = Some(at.as_secs());
                service.answer(call)
            }
        });
        let report = played.report();
        assert_eq!((report.found, report.retried), (100, 100), "{most} at once");
    }
}

#[test]
fn a_service_that_pushes_calls_back_at_random_fails_nothing() {
    for (most, probability) in [(1, 0.5), (MOST, 0.3), (MOST, 0.5)] {
        let client = client();
        let mut service = Service::with(100);
        let mut random = fastrand::Rng::with_seed(7);
        let job = client.retry_failed_callbacks().concurrency(most);
        let played = play(job, |call, _| match random.f64() < probability {
            true => refused(call, 429),
            false => service.answer(call),
        });
        let report = played.report();
        assert_eq!((report.found, report.retried), (10_000, 10_000), "{most} {probability}");
    }
}

#[test]
fn an_outage_behind_a_gateway_is_waited_for_and_fails_nothing() {
    let from = Duration::from_secs(1);
    let until = Duration::from_secs(121);
    for code in [500, 502, 504, 520] {
        let client = client();
        let mut service = Service::with(100);
        let job = client.retry_failed_callbacks().concurrency(MOST);
        let played = play(job, |call, at| match at < from || at > until {
            true => service.answer(call),
            false => refused(call, code),
        });
        let hits = played.calls.iter().filter(|(_, at)| *at > from && *at < until).count();
        assert!(hits < 300, "{hits} calls in two minutes of {code}");
        let report = played.report();
        assert_eq!((report.found, report.retried), (10_000, 10_000), "{code}");
    }
}

#[test]
fn an_entry_whose_calls_end_unclear_while_others_come_through_fails_after_some() {
    let client = client();
    let mut service = Service::with(2);
    let job = client.retry_failed_callbacks().concurrency(1);
    let played = play(job, |call, _| match is(&call, "100-0") {
        true => refused(call, 500),
        false => service.answer(call),
    });
    let looks = played.times("look 100-0").len();
    assert!(looks >= 7 && looks < 2 * TRIES as usize, "{looks} looks");
    assert_eq!(played.times("retry 100-0").len(), 1);
    let report = played.report();
    assert_eq!((report.found, report.retried, report.failed.len()), (200, 199, 1));
}

#[test]
fn every_entry_is_retried_before_any_is_looked_at() {
    let client = client();
    let mut service = Service { looks: u32::MAX, ..Service::with(50) };
    let job = client.retry_failed_callbacks().concurrency(MOST);
    let job = job.wait_until_settled(Duration::from_secs(60));
    let played = play(job, |call, _| service.answer(call));
    let last = played.times("retry").pop().expect("a retry");
    let first = played.times("look")[0];
    assert!(last <= first, "{last:?} {first:?}");
    assert_eq!(played.report().retried, 5000);
}

#[test]
fn time_in_which_there_is_nothing_to_do_does_not_stall_the_job() {
    let client = client();
    let mut service = Service { looks: 10, ..Service::with(1) };
    let mut idle = false;
    let mut last = Duration::ZERO;
    let job = client.retry_failed_callbacks().stall_timeout(Duration::from_secs(3));
    let job = job.wait_until_settled(Duration::from_secs(600));
    let played = play(job, |call, at| {
        // The first look after a long time is pushed back.
        idle |= at - last > Duration::from_secs(4);
        last = at;
        match std::mem::take(&mut idle) {
            true => refused(call, 429),
            false => service.answer(call),
        }
    });
    assert_eq!(played.report().succeeded, 100);
}

#[test]
fn what_was_retried_counts_as_retried_when_nobody_can_look_at_it_any_more() {
    for code in [500, 503] {
        let client = client();
        let mut service = Service { looks: 10, ..Service::with(2) };
        let timeout = Duration::from_secs(60);
        let job = client.retry_failed_callbacks().stall_timeout(timeout);
        let job = job.wait_until_settled(Duration::from_secs(600));
        let played = play(job, |call, at| match at < Duration::from_secs(2) {
            true => service.answer(call),
            false => refused(call, code),
        });
        assert!(played.took < 2 * timeout, "{code}: {:?}", played.took);
        let report = played.report();
        assert_eq!((report.found, report.retried), (200, 200), "{code}: {report}");
    }
}

#[test]
fn an_error_that_ends_the_job_says_how_far_it_came() {
    for (settle, at_once, expected) in [
        (false, 1, "stopped with 100 found: 49 retried; run"),
        (false, 5, "stopped with 100 found: 49 retried, 4 under way; run"),
        (true, 1, "stopped with 100 found: 49 retried and not yet settled; run"),
        (true, 5, "stopped with 100 found: 49 retried and not yet settled, 4 under way; run"),
    ] {
        let client = client();
        let mut service = Service { looks: u32::MAX, ..Service::with(1) };
        let mut job = client.retry_failed_callbacks().concurrency(at_once);
        if settle {
            job = job.wait_until_settled(Duration::from_secs(60));
        }
        let played = play(job, |call, _| match is(&call, "149-0") {
            true => refused(call, 412),
            false => service.answer(call),
        });
        let error = played.ended.expect_err("an error").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn looks_that_are_under_way_when_the_job_ends_are_settling_and_nothing_else() {
    let client = client();
    let mut service = Service { looks: u32::MAX, ..Service::with(1) };
    let job = client.retry_failed_callbacks().concurrency(5);
    let job = job.wait_until_settled(Duration::from_secs(60));
    let played = play(job, |call, at| match at > Duration::from_secs(5) {
        true => refused(call, 401),
        false => service.answer(call),
    });
    let error = played.ended.expect_err("an error").to_string();
    let expected = "stopped with 100 found: 100 retried and not yet settled; run";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_list_without_an_end_that_brings_nothing_new_is_given_up() {
    // With pages that are empty, and with pages that say the same again.
    for entries in [0, 100] {
        let client = client();
        let mut listed = 0;
        let job = client.retry_failed_callbacks();
        let played = play(job, |call, _| match call {
            Call::Page(at) => {
                listed += 1;
                let mut page = page(100, entries, false);
                page.cursor = Some(listed.to_string());
                Heard::Page(at, Ok(page))
            }
            Call::Retry(entry) => Heard::Retry(entry, Ok(())),
            Call::Look(entry) => Heard::Look(entry, Ok(None)),
        });
        let asked = played.times("list").len();
        assert!((10_000..=10_001).contains(&asked), "{asked} pages");
        let error = played.ended.expect_err("an error");
        assert!(error.is_decode(), "{error}");
        let expected = format!("stopped with {entries} found");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}

#[test]
fn a_long_list_with_something_now_and_then_is_followed() {
    let client = client();
    let mut listed = 0;
    let job = client.retry_failed_callbacks();
    let played = play(job, |call, _| match call {
        Call::Page(at) => {
            listed += 1;
            let mut page = page(listed, usize::from(listed % 9000 == 0), false);
            page.cursor = (listed < 30_000).then(|| listed.to_string());
            Heard::Page(at, Ok(page))
        }
        Call::Retry(entry) => Heard::Retry(entry, Ok(())),
        Call::Look(entry) => Heard::Look(entry, Ok(None)),
    });
    assert_eq!(played.report().retried, 3);
}
