//! A part of a list.

use crate::dlq_id::DlqId;

/// A part of a list. `next`, the place of the last item, is there when more of them match.
#[derive(Debug)]
pub(crate) struct Page<T, C = DlqId> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<C>,
    /// How many were looked at to find them.
    pub(crate) looked_at: usize,
}

impl<T, C: Copy> Page<T, C> {
    /// The first items of these that match, and whether there are more; `place` gives the place of one.
    pub(crate) fn cut(
        items: impl Iterator<Item = T>,
        count: usize,
        matches: impl Fn(&T) -> bool,
        place: impl Fn(&T) -> C,
    ) -> Self {
        let mut looked_at = 0;
        let mut matching = items.inspect(|_| looked_at += 1).filter(matches);
        let items: Vec<T> = matching.by_ref().take(count).collect();
        let more = matching.next().is_some();
        drop(matching);
        let next = items.last().map(place).filter(|_| more);
        Self { items, next, looked_at }
    }
}
