//! Whether a call that went wrong is to blame for it. Nothing here does IO.

/// What has become of all calls up to a moment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) came_through: u64,
    pub(super) pushed_back: u64,
}

/// The times that one call went wrong in one way.
#[derive(Debug, Default)]
pub(super) struct Tries {
    /// Those that count against it.
    pub(super) counted: u32,
    /// Others have come through since the first.
    pub(super) overtaken: bool,
    last: Option<Tally>,
}

impl Tries {
    /// One more, and whether it counts. It does if more of the other calls came through than
    /// were pushed back since the last one: else it says more of the service than of this call.
    /// The first one counts.
    pub(super) fn add(&mut self, tally: Tally) -> bool {
        let counts = self.last.is_none_or(|last| {
            let came_through = tally.came_through - last.came_through;
            self.overtaken |= came_through > 0;
            // This one is among those that were pushed back, or something came through.
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
