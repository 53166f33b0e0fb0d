//! The plan against a service that is played here, without IO.

use super::*;
use crate::Client;

const MOST: usize = 32;

/// A page with entries from a number on, all failed.
fn page(from: usize, entries: usize, last: bool) -> WorkflowDlqPage {
    let entry = |number| serde_json::json!({ "dlqId": format!("{number}-0") });
    let cursor = if last { String::new() } else { from.to_string() };
    let messages: Vec<_> = (from..from + entries).map(entry).collect();
    let page = serde_json::json!({ "messages": messages, "cursor": cursor });
    serde_json::from_value(page).expect("a page")
}

/// Plays a service that takes every retry, whose callbacks settle after some looks;
/// gives the report and the most that was kept at once.
fn play(pages: usize, looks: u32, settle: Option<Duration>) -> (RetryReport, usize) {
    let client = Client::builder().token("t").build().expect("a client");
    let mut job = client.retry_failed_callbacks().concurrency(MOST);
    job.settle = settle;
    let mut now = Instant::now();
    let mut plan = Plan::new(job, now);
    let (mut listed, mut kept) = (0, 0);
    let mut under_way = VecDeque::new();
    loop {
        while let Some(call) = plan.next(under_way.len(), now) {
            under_way.push_back(call);
            assert!(under_way.len() <= MOST);
        }
        if under_way.len() == MOST {
            assert_eq!(plan.wakes(MOST, now), None, "only an answer makes room");
        }
        kept = kept.max(plan.ready.len() + plan.waiting.len() + under_way.len());
        let heard = match under_way.pop_front() {
            Some(Call::Page(at)) => {
                listed += 1;
                Heard::Page(at, Ok(page(listed * 100, 100, listed == pages)))
            }
            Some(Call::Retry(entry)) => Heard::Retry(entry, Ok(())),
            Some(Call::Look(entry)) => {
                let over = entry.settling.as_ref().is_some_and(|s| s.looks > looks);
                let state = if over { State::CallbackSuccess } else { State::CallbackInprogress };
                Heard::Look(entry, Ok(Some(state)))
            }
            None => match plan.wakes(0, now) {
                Some(at) => {
                    now = at;
                    continue;
                }
                None => return (plan.finish(), kept),
            },
        };
        now += Duration::from_micros(100);
        plan.hear(heard, now, now).expect("no error");
    }
}

#[test]
fn what_is_kept_does_not_grow_with_what_is_listed() {
    for pages in [10, 1000] {
        let (report, kept) = play(pages, 0, None);
        assert_eq!((report.found, report.retried), (pages * 100, pages * 100));
        assert!(kept <= 100 + READY + 2 * MOST + MOST, "{kept} were kept");
    }
}

#[test]
fn entries_that_take_long_to_settle_hold_others_back_before_they_take_memory() {
    let (report, kept) = play(1000, 5, Some(Duration::from_secs(600)));
    assert_eq!((report.found, report.succeeded), (100_000, 100_000));
    assert!(kept > WAITING && kept <= WAITING + 100 + READY + 3 * MOST, "{kept} were kept");
}
