//! Does a failed request count against its entry? No IO.

/// The outcome of all requests up to a moment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) came_through: u64,
    pub(super) pushed_back: u64,
}

/// How often the request for one entry or page failed in one way.
#[derive(Debug, Default)]
pub(super) struct Tries {
    /// The failures that count against it.
    pub(super) counted: u32,
    /// Has another request come through since the first?
    pub(super) overtaken: bool,
    last: Option<Tally>,
}

impl Tries {
    /// Adds a failure and returns whether it counts: the first does, and each before which more of
    /// the other requests came through than were pushed back. Else it is the service that fails.
    pub(super) fn add(&mut self, tally: Tally) -> bool {
        let counts = self.last.is_none_or(|last| {
            let came_through = tally.came_through - last.came_through;
            self.overtaken |= came_through > 0;
            // `>=`, as this request is among those pushed back.
            came_through >= tally.pushed_back - last.pushed_back
        });
        self.last = Some(tally);
        self.counted += u32::from(counts);
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_counts_if_more_others_came_through_than_were_pushed_back_since_the_last() {
        let mut tries = Tries::default();
        for (came_through, pushed_back, counted, overtaken) in [
            // The first one.
            (1, 1, 1, false),
            // Nobody came through.
            (1, 2, 1, false),
            (1, 5, 1, false),
            // One did, and no other was pushed back.
            (2, 6, 2, true),
            // As many others as were pushed back.
            (5, 10, 2, true),
            // One more than that.
            (9, 14, 3, true),
        ] {
            let before = tries.counted;
            let counts = tries.add(Tally { came_through, pushed_back });
            assert_eq!((tries.counted, tries.overtaken), (counted, overtaken));
            assert_eq!(counts, tries.counted > before);
        }
    }
}
