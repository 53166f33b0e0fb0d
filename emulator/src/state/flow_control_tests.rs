use super::*;

const KEY: Option<&str> = Some("k");

fn keys(global_max: u32) -> FlowKeys {
    FlowKeys::new(global_max, Clock::new(1.0).expect("a good factor"))
}

fn limits(parallelism: Option<u32>, rate: Option<(u32, u32)>) -> Limits {
    let rate = rate.map(|(max, period_seconds)| Rate { max, period_seconds });
    Limits { parallelism, rate }
}

fn waiting(flow: &FlowKeys) -> usize {
    flow.view("k", 0).expect("the key").wait_list_size
}

#[test]
fn no_more_than_the_parallelism_run_and_the_longest_waiting_is_next() {
    let mut flow = keys(100);
    flow.set_limits("k", Some(limits(Some(2), None)));
    let permits: Vec<PermitId> = (0..4).map(|_| flow.enter(KEY)).collect();
    assert_eq!(flow.admit(0).permits, permits[..2]);
    assert_eq!((flow.admit(0).permits, waiting(&flow)), (vec![], 2));
    flow.leave(KEY, permits[1]);
    assert_eq!(flow.admit(0).permits, [permits[2]]);
    flow.leave(KEY, permits[3]);
    assert_eq!((flow.admit(0).permits, waiting(&flow)), (vec![], 0), "it left before its turn");
}

#[test]
fn no_more_than_the_rate_start_in_a_period_and_the_next_period_is_returned() {
    let mut flow = keys(100);
    flow.set_limits("k", Some(limits(None, Some((2, 10)))));
    let permits: Vec<PermitId> = (0..3).map(|_| flow.enter(KEY)).collect();
    let first = flow.admit(5000);
    assert_eq!((&first.permits[..], first.check_again_at), (&permits[..2], Some(15_000)));
    flow.leave(KEY, permits[0]);
    assert!(flow.admit(14_999).permits.is_empty(), "room in parallel does not help");
    let second = flow.admit(15_000);
    assert_eq!((&second.permits[..], second.check_again_at), (&permits[2..], None));
}

#[test]
fn a_reset_starts_a_period_now() {
    let mut flow = keys(100);
    flow.set_limits("k", Some(limits(None, Some((1, 10)))));
    let permits = [flow.enter(KEY), flow.enter(KEY)];
    assert_eq!(flow.admit(0).permits, permits[..1]);
    flow.reset_rate("k", 1);
    assert_eq!(flow.admit(1).permits, permits[1..]);
    assert_eq!(flow.view("k", 1).expect("the key").rate_count, 1);
}

#[test]
fn a_paused_key_starts_nothing_and_counts_what_waits() {
    let mut flow = keys(100);
    flow.pause("k");
    let permit = flow.enter(KEY);
    assert_eq!(flow.admit(0), Admitted::default());
    assert_eq!(waiting(&flow), 1);
    let other = flow.enter(Some("other"));
    assert_eq!(flow.admit(0).permits, [other], "other keys go on");
    flow.resume("k");
    assert_eq!(flow.admit(0).permits, [permit]);
}

#[test]
fn pinned_limits_stay_until_they_are_unpinned_and_a_message_sets_others() {
    let mut flow = keys(100);
    flow.pin("k", limits(Some(1), Some((1, 60))), 0);
    flow.set_limits("k", Some(limits(Some(9), Some((9, 9)))));
    assert_eq!(flow.keys["k"].limits, limits(Some(1), Some((1, 60))));
    flow.unpin("k", true, false);
    assert_eq!(flow.keys["k"].limits, limits(Some(1), Some((1, 60))), "until a message comes");
    flow.set_limits("k", Some(limits(Some(9), Some((9, 9)))));
    assert_eq!(flow.keys["k"].limits, limits(Some(9), Some((1, 60))));
    flow.set_limits("k", None);
    assert_eq!(flow.keys["k"].limits, limits(Some(9), Some((1, 60))), "none come along");
    flow.unpin("k", false, true);
    flow.set_limits("k", Some(limits(None, None)));
    assert_eq!(flow.keys["k"].limits, Limits::default());
}

#[test]
fn the_global_limit_applies_with_and_without_keys() {
    let mut flow = keys(2);
    let permits = [flow.enter(Some("b")), flow.enter(None), flow.enter(Some("a"))];
    assert_eq!(flow.admit(0).permits, permits[..2]);
    assert_eq!(flow.global(), (2, 2));
    flow.leave(None, permits[1]);
    assert_eq!(flow.admit(0).permits, permits[2..]);
    flow.leave(Some("b"), permits[0]);
    flow.leave(Some("a"), permits[2]);
    assert_eq!(flow.global(), (2, 0));
}

#[test]
fn a_key_at_its_parallelism_is_not_checked_again_because_of_its_rate() {
    let mut flow = keys(100);
    flow.set_limits("k", Some(limits(Some(1), Some((1, 10)))));
    let permits = [flow.enter(KEY), flow.enter(KEY)];
    assert_eq!(flow.admit(0).check_again_at, Some(10_000));
    // The period is over, but the first delivery still runs: the next one starts when it ends.
    let admitted = flow.admit(10_000);
    assert_eq!((&admitted.permits[..], admitted.check_again_at), (&[][..], None));
    flow.leave(KEY, permits[0]);
    assert_eq!(flow.admit(10_001).permits, permits[1..]);
}

#[test]
fn at_the_global_limit_a_period_that_is_over_is_not_checked_again() {
    let mut flow = keys(1);
    flow.set_limits("k", Some(limits(None, Some((1, 10)))));
    flow.enter(KEY);
    flow.enter(KEY);
    assert_eq!(flow.admit(0).check_again_at, Some(10_000));
    assert_eq!(flow.admit(10_000), Admitted::default());
}

#[test]
fn only_keys_with_waiting_deliveries_are_scanned() {
    let mut flow = keys(1000);
    for number in 0..1000 {
        flow.set_limits(&number.to_string(), Some(limits(Some(1), None)));
    }
    let first = flow.enter(KEY);
    flow.set_limits("k", Some(limits(Some(1), None)));
    let second = flow.enter(KEY);
    assert_eq!(flow.keys_with_waiting().count(), 1);
    assert_eq!(flow.admit(0).permits, [first]);
    assert_eq!(flow.keys_with_waiting().count(), 1, "the second one waits");
    flow.leave(KEY, second);
    assert_eq!(flow.keys_with_waiting().count(), 0);
    flow.leave(KEY, first);
    let unkeyed = flow.enter(None);
    assert_eq!((flow.keys_with_waiting().count(), flow.admit(0).permits), (1, vec![unkeyed]));
    assert_eq!(flow.keys_with_waiting().count(), 0);
}
