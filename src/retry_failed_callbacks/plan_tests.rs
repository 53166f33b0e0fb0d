//! What is sent next, and how much is kept in memory.

use super::super::played::{MOST, Service, client, is, page, play, refused};
use super::*;

#[test]
fn what_is_kept_does_not_grow_with_what_is_listed() {
    for pages in [10, 1000] {
        let client = client();
        let mut service = Service::with(pages);
        let job = client.retry_failed_callbacks().concurrency(MOST);
        let played = play(job, |call, _| service.respond(call));
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
    let played = play(job, |call, _| service.respond(call));
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
    let report = play(job, |call, _| service.respond(call)).report();
    assert_eq!((report.found, report.retried), (300, 300));
}

#[test]
fn every_entry_is_retried_before_any_is_looked_at() {
    let client = client();
    let mut service = Service { looks: u32::MAX, ..Service::with(50) };
    let job = client.retry_failed_callbacks().concurrency(MOST);
    let job = job.wait_until_settled(Duration::from_secs(60));
    let played = play(job, |call, _| service.respond(call));
    let last = played.times("retry").pop().expect("a retry");
    let first = played.times("look")[0];
    assert!(last <= first, "{last:?} {first:?}");
    assert_eq!(played.report().retried, 5000);
}

#[test]
fn an_error_that_ends_the_job_says_how_far_it_came_and_has_the_report() {
    for (settle, at_once, expected) in [
        (false, 1, "stopped with 100 found: 49 retried; run"),
        (false, 5, "stopped with 100 found: 49 retried, 4 in flight; run"),
        (true, 1, "stopped with 100 found: 49 retried and not yet settled; run"),
        (true, 5, "stopped with 100 found: 49 retried and not yet settled, 4 in flight; run"),
    ] {
        let client = client();
        let mut service = Service { looks: u32::MAX, ..Service::with(1) };
        let mut job = client.retry_failed_callbacks().concurrency(at_once);
        if settle {
            job = job.wait_until_settled(Duration::from_secs(60));
        }
        let played = play(job, |call, _| match is(&call, "149-0") {
            true => refused(call, 412),
            false => service.respond(call),
        });
        let error = played.ended.expect_err("an error");
        assert!(error.to_string().contains(expected), "{error}");
        let report = error.retry_report().expect("a report");
        assert_eq!((report.found, report.retried, report.left()), (100, 49, 51), "{report:?}");
        assert_eq!(report.to_string(), "100 found: 49 retried, 51 left");
    }
}

#[test]
fn looks_that_are_in_flight_when_the_job_ends_are_settling_and_nothing_else() {
    let client = client();
    let mut service = Service { looks: u32::MAX, ..Service::with(1) };
    let job = client.retry_failed_callbacks().concurrency(5);
    let job = job.wait_until_settled(Duration::from_secs(60));
    let played = play(job, |call, at| match at > Duration::from_secs(5) {
        true => refused(call, 401),
        false => service.respond(call),
    });
    let error = played.ended.expect_err("an error");
    let expected = "stopped with 100 found: 100 retried and not yet settled; run";
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(error.retry_report().map(|report| report.retried), Some(100));
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
                Outcome::Page(at, Ok(page))
            }
            call => Service::with(0).respond(call),
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
            Outcome::Page(at, Ok(page))
        }
        call => Service::with(0).respond(call),
    });
    assert_eq!(played.report().retried, 3);
}
