//! The waiters by event, and the events that arrived before their waiter.

use std::collections::{BTreeMap, VecDeque};

use crate::state::waiter::{Event, Waiter};

/// How many events are kept for later waiters.
const MAX_EVENTS: usize = 1000;
/// How many bytes of their bodies are kept.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// The number of a waiter. Later waiters have larger ones.
pub(crate) type WaiterNo = u64;

/// All waiters, by event and in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Waiters {
    by_event: BTreeMap<Box<str>, BTreeMap<WaiterNo, Waiter>>,
    /// Events for one run that nothing has waited for yet, oldest first.
    stored: VecDeque<Stored>,
    next: WaiterNo,
    messages: u64,
}

/// An event kept for a run.
#[derive(Debug)]
struct Stored {
    run_id: Box<str>,
    event_id: Box<str>,
    event: Event,
}

impl Waiters {
    /// Adds a waiter, or returns it with the event that arrived before it.
    pub(crate) fn add(&mut self, waiter: Waiter) -> Result<WaiterNo, Box<(Waiter, Event)>> {
        let is_for_it =
            |stored: &Stored| stored.run_id == waiter.run_id && stored.event_id == waiter.event_id;
        let place = self.stored.iter().position(is_for_it);
        if let Some(stored) = place.and_then(|place| self.stored.remove(place)) {
            return Err(Box::new((waiter, stored.event)));
        }
        let no = self.next;
        self.next += 1;
        self.by_event.entry(waiter.event_id.clone()).or_default().insert(no, waiter);
        Ok(no)
    }

    pub(crate) fn of(&self, event_id: &str) -> impl Iterator<Item = &Waiter> {
        self.by_event.get(event_id).into_iter().flat_map(BTreeMap::values)
    }

    /// Removes a waiter.
    pub(crate) fn take(&mut self, event_id: &str, no: WaiterNo) -> Option<Waiter> {
        let waiters = self.by_event.get_mut(event_id)?;
        let taken = waiters.remove(&no);
        if waiters.is_empty() {
            self.by_event.remove(event_id);
        }
        taken
    }

    /// Removes all waiters for an event, which is not kept.
    pub(crate) fn take_all(&mut self, event_id: &str) -> Vec<Waiter> {
        self.by_event.remove(event_id).into_iter().flat_map(BTreeMap::into_values).collect()
    }

    /// Removes the waiters of one run for an event. If there is none, the event is kept.
    pub(crate) fn take_of_run(
        &mut self,
        run_id: &str,
        event_id: &str,
        event: &Event,
    ) -> Vec<Waiter> {
        let waiters = self.by_event.remove(event_id).unwrap_or_default();
        let (taken, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            waiters.into_iter().partition(|(_, waiter)| *waiter.run_id == *run_id);
        if !others.is_empty() {
            self.by_event.insert(event_id.into(), others);
        }
        if taken.is_empty() {
            self.store(Stored {
                run_id: run_id.into(),
                event_id: event_id.into(),
                event: event.clone(),
            });
        }
        taken.into_values().collect()
    }

    /// Keeps an event, and drops the oldest ones above the limits.
    fn store(&mut self, stored: Stored) {
        self.stored.push_back(stored);
        let mut bytes: usize = self.stored.iter().map(|stored| stored.event.body.len()).sum();
        while self.stored.len() > MAX_EVENTS || bytes > MAX_BODY_BYTES {
            let Some(oldest) = self.stored.pop_front() else { break };
            bytes -= oldest.event.body.len();
        }
    }

    /// Removes everything of a canceled run.
    pub(crate) fn forget(&mut self, run_id: &str) {
        self.by_event.retain(|_, waiters| {
            waiters.retain(|_, waiter| *waiter.run_id != *run_id);
            !waiters.is_empty()
        });
        self.stored.retain(|stored| *stored.run_id != *run_id);
    }

    /// Returns the id of a new message with an event.
    pub(crate) fn next_message_id(&mut self, now_ms: u64) -> String {
        self.messages += 1;
        format!("msg_{now_ms:013}e{:07}", self.messages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiter(run_id: &str) -> Waiter {
        Waiter::new("event", run_id, "http://127.0.0.1:1/")
    }

    fn event(body: impl Into<bytes::Bytes>) -> Event {
        Event { body: body.into(), content_type: None }
    }

    #[test]
    fn events_for_a_run_are_kept_for_its_waiters_one_each_and_in_order() {
        let mut waiters = Waiters::default();
        for body in ["first", "second"] {
            assert!(waiters.take_of_run("a", "event", &event(body)).is_empty());
        }
        assert!(waiters.add(waiter("b")).is_ok(), "another run's events are not its own");
        for body in ["first", "second"] {
            let kept = waiters.add(waiter("a")).expect_err("an event is kept").1;
            assert_eq!(kept, event(body));
        }
        assert!(waiters.add(waiter("a")).is_ok());
        assert!(waiters.stored.is_empty(), "no event is left");
        assert_eq!(waiters.take_of_run("a", "event", &event("third")).len(), 1);
        assert!(waiters.stored.is_empty(), "it was delivered, so it is not kept");
        assert_eq!(waiters.of("event").count(), 1);
    }

    #[test]
    fn kept_events_are_limited_by_number_and_by_size() {
        let mut waiters = Waiters::default();
        for number in 0..3 * MAX_EVENTS {
            waiters.take_of_run(&number.to_string(), "event", &event("small"));
        }
        assert_eq!(waiters.stored.len(), MAX_EVENTS);
        assert!(waiters.add(waiter("0")).is_ok(), "its event is forgotten");
        assert!(waiters.add(waiter(&(3 * MAX_EVENTS - 1).to_string())).is_err());
        for _ in 0..1000 {
            waiters.take_of_run("a", "event", &event(vec![0; 1 << 20]));
        }
        let bytes: usize = waiters.stored.iter().map(|stored| stored.event.body.len()).sum();
        assert_eq!((waiters.stored.len(), bytes), (64, MAX_BODY_BYTES));
        waiters.forget("a");
        assert!(waiters.stored.is_empty());
        waiters.take_of_run("a", "event", &event("after it"));
        assert!(waiters.add(waiter("a")).is_err());
    }

    #[test]
    fn a_waiter_is_taken_once_and_an_event_for_all_is_not_kept() {
        let mut waiters = Waiters::default();
        let no = waiters.add(waiter("a")).expect("it waits");
        assert!(waiters.take("event", no).is_some() && waiters.take("event", no).is_none());
        assert!(waiters.take_all("event").is_empty());
        assert!(waiters.add(waiter("a")).is_ok());
        waiters.forget("a");
        assert!(waiters.by_event.is_empty());
    }
}
