//! The rules: what counts against an entry, who goes next, and when the job stalls.

use super::super::played::{MOST, Service, client, is, play, refused};
use super::*;

#[test]
fn an_entry_that_is_always_pushed_back_fails_and_holds_up_no_other() {
    for (code, most) in [(503, 1), (503, 4), (503, MOST), (429, 1), (429, MOST)] {
        let client = client();
        let mut service = Service::with(2);
        let job = client.retry_failed_callbacks().concurrency(most);
        let played = play(job, |call, _| match is(&call, "100-0") {
            true => refused(call, code),
            false => service.respond(call),
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
        _ => service.respond(call),
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
        false => service.respond(call),
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
            true => service.respond(call),
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
                service.respond(call)
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
            false => service.respond(call),
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
            true => service.respond(call),
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
        false => service.respond(call),
    });
    let looks = played.times("look 100-0").len();
    assert!(looks >= 7 && looks < 2 * TRIES as usize, "{looks} looks");
    assert_eq!(played.times("retry 100-0").len(), 1);
    let report = played.report();
    assert_eq!((report.found, report.retried, report.failed.len()), (200, 199, 1));
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
            false => service.respond(call),
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
            true => service.respond(call),
            false => refused(call, code),
        });
        assert!(played.took < 2 * timeout, "{code}: {:?}", played.took);
        let report = played.report();
        assert_eq!((report.found, report.retried), (200, 200), "{code}: {report}");
    }
}

#[test]
fn a_page_that_is_always_pushed_back_holds_up_no_entry() {
    for most in [1, MOST] {
        let client = client();
        let mut service = Service::with(2);
        let job = client.retry_failed_callbacks().concurrency(most);
        let played = play(job, |call, _| match &call {
            Call::Page(at) if at.cursor.is_some() => refused(call, 503),
            _ => service.respond(call),
        });
        let error = played.ended.expect_err("an error").to_string();
        assert!(error.contains("stopped with 100 found: 100 retried; run"), "{error}");
    }
}

#[test]
fn an_entry_that_is_always_pushed_back_does_not_keep_the_others_from_settling() {
    let client = client();
    let mut service = Service { looks: 3, ..Service::with(1) };
    let job = client.retry_failed_callbacks().concurrency(1);
    let job = job.wait_until_settled(Duration::from_secs(60));
    // The last one: all others are retried already, and only looked at.
    let played = play(job, |call, _| match is(&call, "199-0") {
        true => refused(call, 503),
        false => service.respond(call),
    });
    assert!(played.took < Duration::from_secs(60), "{:?}", played.took);
    let report = played.report();
    assert_eq!((report.succeeded, report.failed.len()), (99, 1), "{report}");
}
