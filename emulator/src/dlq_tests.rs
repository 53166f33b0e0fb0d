use super::*;

fn run() -> FailedRun {
    FailedRun::new("https://app.example.com/api/workflow")
}

fn filled(count: usize) -> (Dlq, Vec<DlqId>) {
    let mut dlq = Dlq::default();
    let ids = (0..count).map(|_| dlq.insert(run(), 1, 0)).collect();
    (dlq, ids)
}

fn ids_of(page: &Page<(DlqId, &Entry)>) -> Vec<DlqId> {
    page.items.iter().map(|(id, _)| *id).collect()
}

#[test]
fn a_page_goes_on_after_the_cursor_even_when_its_entry_is_gone() {
    let (mut dlq, ids) = filled(5);
    let everything = Filter::default();
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

/// Counts what is looked at rather than how long it takes, which a loaded machine would blur.
#[test]
fn a_page_looks_at_as_many_entries_at_the_start_as_at_the_end() {
    let (dlq, ids) = filled(100_000);
    let all = Filter::default();
    for place in [None, Some(0), Some(49_999), Some(99_898)] {
        let after = place.map(|place: usize| ids[place]);
        let page = dlq.page(&all, Paging { after, count: 100 });
        let first = place.map_or(0, |place| place + 1);
        assert_eq!(ids_of(&page), ids[first..first + 100], "after {place:?}");
        assert_eq!(page.looked_at, 101, "after {place:?}");
    }
    let last = dlq.page(&all, Paging { after: Some(ids[99_899]), count: 100 });
    assert_eq!((last.items.len(), last.looked_at, last.next), (100, 100, None));
}

#[test]
fn equal_shapes_are_kept_once_and_let_go_with_their_last_entry() {
    let (mut dlq, ids) = filled(3);
    let other = dlq.insert(run().label("other"), 1, 0);
    assert_eq!(dlq.shapes.len(), 2);
    assert!(dlq.remove(ids[0]) && dlq.remove(other));
    assert_eq!(dlq.shapes.len(), 1);
    assert!(dlq.remove(ids[1]) && dlq.remove(ids[2]));
    assert!(dlq.shapes.is_empty());
    assert!(!dlq.remove(ids[2]), "an entry is removed once");
}

#[test]
fn an_answer_to_a_canceled_or_deleted_callback_changes_nothing() {
    let mut dlq = Dlq::default();
    let id = dlq.insert(run().failure_callback("http://127.0.0.1:1/", CallbackState::Fail), 1, 0);
    let answer = Answer { status: Some(200), ..Answer::default() };
    let clock = Clock::new(1.0).expect("a good factor");
    assert!(dlq.retry_callback(id).is_ok());
    assert_eq!(dlq.cancel_callback(id), Ok(()));
    assert_eq!(dlq.settle_callback(id, answer.clone(), 1, clock), None);
    let entry = dlq.get(id).expect("it is still there");
    assert_eq!((entry.state, entry.delivery()), (Some(CallbackState::Canceled), None));

    assert!(dlq.remove(id));
    assert_eq!(dlq.settle_callback(id, answer, 1, clock), None);
    assert!(dlq.get(id).is_none());
}
