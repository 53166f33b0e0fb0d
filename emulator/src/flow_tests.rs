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
fn no_more_than_the_parallelism_run_at_once_and_the_longest_waiting_is_next() {
    let mut flow = keys(100);
    flow.bring("k", Some(limits(Some(2), None)));
    let tickets: Vec<TicketId> = (0..4).map(|_| flow.enter(KEY)).collect();
    assert_eq!(flow.admit(0).tickets, tickets[..2]);
    assert_eq!((flow.admit(0).tickets, waiting(&flow)), (vec![], 2));
    flow.leave(KEY, tickets[1]);
    assert_eq!(flow.admit(0).tickets, [tickets[2]]);
    flow.leave(KEY, tickets[3]);
    assert_eq!((flow.admit(0).tickets, waiting(&flow)), (vec![], 0), "it left before its turn");
}

#[test]
fn no_more_than_the_rate_begin_in_a_period_and_the_next_one_is_told() {
    let mut flow = keys(100);
    flow.bring("k", Some(limits(None, Some((2, 10)))));
    let tickets: Vec<TicketId> = (0..3).map(|_| flow.enter(KEY)).collect();
    let first = flow.admit(5000);
    assert_eq!((&first.tickets[..], first.look_again_at), (&tickets[..2], Some(15_000)));
    flow.leave(KEY, tickets[0]);
    assert!(flow.admit(14_999).tickets.is_empty(), "room in parallel does not help");
    let second = flow.admit(15_000);
    assert_eq!((&second.tickets[..], second.look_again_at), (&tickets[2..], None));
}

#[test]
fn a_reset_begins_a_period_now() {
    let mut flow = keys(100);
    flow.bring("k", Some(limits(None, Some((1, 10)))));
    let tickets = [flow.enter(KEY), flow.enter(KEY)];
    assert_eq!(flow.admit(0).tickets, tickets[..1]);
    flow.reset_rate("k", 1);
    assert_eq!(flow.admit(1).tickets, tickets[1..]);
    assert_eq!(flow.view("k", 1).expect("the key").rate_count, 1);
}

#[test]
fn a_paused_key_holds_everything_back_and_counts_it() {
    let mut flow = keys(100);
    flow.pause("k");
    let ticket = flow.enter(KEY);
    assert_eq!(flow.admit(0), Admitted::default());
    assert_eq!(waiting(&flow), 1);
    let other = flow.enter(Some("other"));
    assert_eq!(flow.admit(0).tickets, [other], "other keys go on");
    flow.resume("k");
    assert_eq!(flow.admit(0).tickets, [ticket]);
}

#[test]
fn pinned_limits_stay_until_they_are_unpinned_and_a_message_brings_others() {
    let mut flow = keys(100);
    flow.pin("k", limits(Some(1), Some((1, 60))), 0);
    flow.bring("k", Some(limits(Some(9), Some((9, 9)))));
    assert_eq!(flow.keys["k"].limits, limits(Some(1), Some((1, 60))));
    flow.unpin("k", true, false);
    assert_eq!(flow.keys["k"].limits, limits(Some(1), Some((1, 60))), "until a message comes");
    flow.bring("k", Some(limits(Some(9), Some((9, 9)))));
    assert_eq!(flow.keys["k"].limits, limits(Some(9), Some((1, 60))));
    flow.bring("k", None);
    assert_eq!(flow.keys["k"].limits, limits(Some(9), Some((1, 60))), "none come along");
    flow.unpin("k", false, true);
    flow.bring("k", Some(limits(None, None)));
    assert_eq!(flow.keys["k"].limits, Limits::default());
}

#[test]
fn the_global_limit_holds_over_all_keys_and_over_what_has_none() {
    let mut flow = keys(2);
    let tickets = [flow.enter(Some("b")), flow.enter(None), flow.enter(Some("a"))];
    assert_eq!(flow.admit(0).tickets, tickets[..2]);
    assert_eq!(flow.global(), (2, 2));
    flow.leave(None, tickets[1]);
    assert_eq!(flow.admit(0).tickets, tickets[2..]);
    flow.leave(Some("b"), tickets[0]);
    flow.leave(Some("a"), tickets[2]);
    assert_eq!(flow.global(), (2, 0));
}

#[test]
fn a_key_that_is_full_in_parallel_is_not_looked_at_again_because_of_its_rate() {
    let mut flow = keys(100);
    flow.bring("k", Some(limits(Some(1), Some((1, 10)))));
    let tickets = [flow.enter(KEY), flow.enter(KEY)];
    assert_eq!(flow.admit(0).look_again_at, Some(10_000));
    // The period is over and the first one still runs: only its end lets the next one begin.
    let admitted = flow.admit(10_000);
    assert_eq!((&admitted.tickets[..], admitted.look_again_at), (&[][..], None));
    flow.leave(KEY, tickets[0]);
    assert_eq!(flow.admit(10_001).tickets, tickets[1..]);
}

#[test]
fn when_the_global_limit_is_reached_a_period_that_is_over_is_not_looked_at_again() {
    let mut flow = keys(1);
    flow.bring("k", Some(limits(None, Some((1, 10)))));
    flow.enter(KEY);
    flow.enter(KEY);
    assert_eq!(flow.admit(0).look_again_at, Some(10_000));
    assert_eq!(flow.admit(10_000), Admitted::default());
}

#[test]
fn only_the_keys_in_which_something_waits_are_looked_at() {
    let mut flow = keys(1000);
    for number in 0..1000 {
        flow.bring(&number.to_string(), Some(limits(Some(1), None)));
    }
    let first = flow.enter(KEY);
    flow.bring("k", Some(limits(Some(1), None)));
    let second = flow.enter(KEY);
    assert_eq!(flow.lines().count(), 1);
    assert_eq!(flow.admit(0).tickets, [first]);
    assert_eq!(flow.lines().count(), 1, "the second one waits");
    flow.leave(KEY, second);
    assert_eq!(flow.lines().count(), 0);
    flow.leave(KEY, first);
    let unkeyed = flow.enter(None);
    assert_eq!((flow.lines().count(), flow.admit(0).tickets), (1, vec![unkeyed]));
    assert_eq!(flow.lines().count(), 0);
}
