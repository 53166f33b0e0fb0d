//! Pages of a list.

/// Where a page starts, and how many items it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging<C> {
    pub(crate) after: Option<C>,
    pub(crate) count: usize,
}

/// A page of a list. `next` is the cursor of the last item, set only when more items match.
#[derive(Debug)]
pub(crate) struct Page<T, C> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<C>,
    /// How many items were examined.
    pub(crate) scanned: usize,
}

impl<T, C: Copy> Page<T, C> {
    /// Takes the first items that match; `cursor` returns the cursor of an item.
    pub(crate) fn cut(
        items: impl Iterator<Item = T>,
        count: usize,
        matches: impl Fn(&T) -> bool,
        cursor: impl Fn(&T) -> C,
    ) -> Self {
        let mut scanned = 0;
        let mut matching = items.inspect(|_| scanned += 1).filter(matches);
        let items: Vec<T> = matching.by_ref().take(count).collect();
        let more = matching.next().is_some();
        drop(matching);
        let next = items.last().map(cursor).filter(|_| more);
        Self { items, next, scanned }
    }
}
