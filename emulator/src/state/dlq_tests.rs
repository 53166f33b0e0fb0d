use super::*;

fn run() -> FailedRun {
    FailedRun::new("https://app.example.com/api/workflow")
}

fn filled(count: usize) -> (Dlq, Vec<DlqId>) {
    let mut dlq = Dlq::default();
    let ids = (0..count).map(|_| dlq.insert(run(), 1, 0)).collect();
    (dlq, ids)
}

fn ids_of(page: &Page<(DlqId, &Entry), DlqId>) -> Vec<DlqId> {
    page.items.iter().map(|(id, _)| *id).collect()
}

#[test]
fn a_page_continues_after_the_cursor_even_if_its_entry_is_gone() {
    let (mut dlq, ids) = filled(5);
    let everything = DlqFilter::default();
    let first = dlq.page(&everything, Paging { after: None, count: 2 });
    assert_eq!((ids_of(&first), first.next), (ids[..2].to_vec(), Some(ids[1])));

    let cursor = first.next;
    assert!(dlq.remove(ids[1]) && dlq.remove(ids[2]));
    let last = dlq.page(&everything, Paging { after: cursor, count: 2 });
    assert_eq!(
        (ids_of(&last), last.next),
        (ids[3..].to_vec(), None),
        "an exactly full last page has no cursor"
    );
}

/// Counts scanned items instead of time, which depends on the load of the machine.
#[test]
fn a_page_scans_as_many_entries_at_the_start_as_at_the_end() {
    let (dlq, ids) = filled(100_000);
    let all = DlqFilter::default();
    for place in [None, Some(0), Some(49_999), Some(99_898)] {
        let after = place.map(|place: usize| ids[place]);
        let page = dlq.page(&all, Paging { after, count: 100 });
        let first = place.map_or(0, |place| place + 1);
        assert_eq!(ids_of(&page), ids[first..first + 100], "after {place:?}");
        assert_eq!(page.scanned, 101, "after {place:?}");
    }
    let last = dlq.page(&all, Paging { after: Some(ids[99_899]), count: 100 });
    assert_eq!((last.items.len(), last.scanned, last.next), (100, 100, None));
}

#[test]
fn equal_failures_are_stored_once_and_dropped_with_their_last_entry() {
    let (mut dlq, ids) = filled(3);
    let other = dlq.insert(run().label("other"), 1, 0);
    assert_eq!(dlq.failures.len(), 2);
    assert!(dlq.remove(ids[0]) && dlq.remove(other));
    assert_eq!(dlq.failures.len(), 1);
    assert!(dlq.remove(ids[1]) && dlq.remove(ids[2]));
    assert!(dlq.failures.is_empty());
    assert!(!dlq.remove(ids[2]), "an entry is removed once");
}

#[test]
fn a_response_to_a_canceled_or_deleted_callback_changes_nothing() {
    let mut dlq = Dlq::default();
    let id = dlq.insert(run().failure_callback("http://127.0.0.1:1/", CallbackState::Fail), 1, 0);
    let response = Response { status: Some(200), ..Response::default() };
    let clock = Clock::new(1.0).expect("a good factor");
    assert!(dlq.retry_callback(id).is_ok());
    assert_eq!(dlq.cancel_callback(id), Ok(()));
    assert_eq!(dlq.settle_callback(id, response.clone(), 1, clock), None);
    let entry = dlq.get(id).expect("it is still there");
    assert_eq!((entry.state, entry.last_response()), (Some(CallbackState::Canceled), None));

    assert!(dlq.remove(id));
    assert_eq!(dlq.settle_callback(id, response, 1, clock), None);
    assert!(dlq.get(id).is_none());
}
