//! Following cursors: an operation's pages as a stream, and their items as another.
//!
//! `build.rs` gives these methods to every builder whose response has a cursor.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use futures_util::TryStreamExt as _;
use serde::de::DeserializeOwned;
use tokio::task::JoinHandle;
use tracing::{Instrument as _, Span};

use crate::Error;
use crate::transport::{Request, span};

/// What keeps the traits of pages to the types that have a cursor in the API: a method may
/// be added to them.
pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A response with a cursor, which says where the next page begins.
pub trait Page: sealed::Sealed + Send + 'static {
    /// Returns the cursor of the next page. If it is missing or empty, this page is the last.
    fn cursor(&self) -> Option<&str>;
}

/// A page of a list.
pub trait ListPage: Page {
    /// An item of the list.
    type Item: Send + 'static;

    /// Returns the page's items, in the order in which they came.
    fn into_items(self) -> Vec<Self::Item>;
}

/// A response of a bulk operation that works through its selection request by request.
pub trait BulkPage: Page + Default {
    /// Adds what a later request did to what the earlier ones did.
    fn add(&mut self, later: Self);

    /// Returns how much was done, with the name of each field that says so.
    fn counts(&self) -> Vec<(&'static str, u64)>;
}

type Call<P> = BoxFuture<'static, Result<P, Error>>;
/// Makes the request for the page at a cursor.
type Fetch<P> = Box<dyn FnMut(&str) -> Call<P> + Send>;

/// The pages of an operation, one request each, made when the stream is polled.
///
/// It ends at a cursor that is missing or empty, or after the first error. A cursor that came
/// before is an error, because the stream would never end. A page may be empty while more follow.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P> {
    operation: &'static str,
    /// The span around those of the requests.
    span: Span,
    fetch: Fetch<P>,
    /// The request in flight, or to be made next.
    next: Option<Call<P>>,
    cursors: Cursors,
    /// Error to yield after this page.
    broken: Option<Error>,
}

impl<P: Page + DeserializeOwned> Pages<P> {
    /// The pages of a request that has no cursor yet, from a cursor on.
    pub(crate) fn new(mut request: Request, from: Result<Option<String>, String>) -> Self {
        let from = from.unwrap_or_else(|why| {
            request.refuse(why);
            None
        });
        Self::of(request.name(), from, move |cursor| request.at_cursor(cursor).value())
    }
}

impl<P: Page> Pages<P> {
    fn of(
        operation: &'static str,
        from: Option<String>,
        mut fetch: impl FnMut(&str) -> Call<P> + Send + 'static,
    ) -> Self {
        let span = span::many(operation);
        let around = span.clone();
        let mut fetch =
            move |cursor: &str| -> Call<P> { Box::pin(fetch(cursor).instrument(around.clone())) };
        let next = Some(fetch(from.as_deref().unwrap_or_default()));
        let (fetch, cursors) = (Box::new(fetch), Cursors::default());
        Self { operation, span, fetch, next, cursors, broken: None }
    }

    /// Makes the next request now, whether the stream is polled or not.
    fn fetch_ahead(&mut self) {
        self.next = self.next.take().map(|call| {
            let task = Task(tokio::spawn(call.in_current_span()));
            Box::pin(task) as Call<P>
        });
    }

    /// Ends with an error if more pages would follow; returns whether they would.
    fn give_up(&mut self) -> bool {
        let more = self.next.take().is_some();
        if more {
            let why = format!(
                "{MOST_EMPTY_PAGES} pages in a row are empty and none is the last: go by page \
                 to continue"
            );
            self.broken = Some(Error::decode(why).with_operation(self.operation));
        }
        more
    }

    /// Prepares what follows a page.
    fn follow(&mut self, cursor: Option<&str>) {
        match self.cursors.next(self.operation, cursor) {
            Ok(None) => {}
            Ok(Some(cursor)) => self.next = Some((self.fetch)(&cursor)),
            Err(error) => self.broken = Some(error),
        }
    }
}

/// The cursors of a list so far, each as a number: a list may be long.
#[derive(Default)]
pub(crate) struct Cursors(HashSet<u64>);

impl Cursors {
    /// Where the list goes on after a page with this cursor, if it does; an error if it was
    /// there before.
    pub(crate) fn next(
        &mut self,
        operation: &'static str,
        cursor: Option<&str>,
    ) -> Result<Option<String>, Error> {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
        let fingerprint = BuildHasherDefault::<DefaultHasher>::default().hash_one(cursor);
        match self.0.insert(fingerprint) {
            true => Ok(Some(cursor.to_owned())),
            false => {
                // It is the service's text, and may be anything.
                let why = "a cursor came a second time, the list has no end";
                Err(Error::decode(why).with_operation(operation))
            }
        }
    }
}

/// A call on its own task, which ends when nobody waits for it any more.
struct Task<T>(JoinHandle<T>);

impl<T> Future for Task<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(value) => Poll::Ready(value),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is ending, and with it whoever waits here.
                Err(_) => Poll::Pending,
            },
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = match (self.broken.take(), &mut self.next) {
            (Some(error), _) => Err(error),
            (None, Some(next)) => ready!(next.as_mut().poll(cx)),
            (None, None) => return Poll::Ready(None),
        };
        self.next = None;
        match &page {
            Ok(page) => self.follow(page.cursor()),
            Err(error) => span::failed(&self.span, error),
        }
        Poll::Ready(Some(page))
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// How many pages in a row may be empty before a stream of items gives up. A filter that
/// fits little is looked for page by page; whoever waits for an item sees nothing of that.
pub(crate) const MOST_EMPTY_PAGES: u32 = 10_000;

/// The items of a list, page after page.
///
/// The next page is requested while the current one is consumed, on a task of its own that ends
/// with the stream. No more than these two pages are held. An error comes after the items before
/// it and ends the stream; 10,000 empty pages in a row are an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<P: ListPage> {
    pages: Pages<P>,
    current: std::vec::IntoIter<P::Item>,
    /// How many pages in a row were empty.
    empty: u32,
}

impl<P: ListPage> Items<P> {
    pub(crate) fn new(pages: Pages<P>) -> Self {
        Self { pages, current: Vec::new().into_iter(), empty: 0 }
    }
}

// Nothing in it is pinned: the calls are boxed.
impl<P: ListPage> Unpin for Items<P> {}

impl<P: ListPage> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.current.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => {
                    self.current = page.into_items().into_iter();
                    self.empty = if self.current.len() == 0 { self.empty + 1 } else { 0 };
                    if self.empty == MOST_EMPTY_PAGES && self.pages.give_up() {
                        continue;
                    }
                    self.pages.fetch_ahead();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.current.len(), None)
    }
}

impl<P: ListPage> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Follows a bulk operation's cursors to the end. The error has the sum of the responses before it.
pub(crate) async fn drain<P: BulkPage + Sync>(mut pages: Pages<P>) -> Result<P, Error> {
    let (mut total, mut requests) = (P::default(), 0_u64);
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => {
                requests += 1;
                total.add(page);
            }
            Ok(None) => return Ok(total),
            Err(error) if requests == 0 => return Err(error),
            Err(error) => {
                let counts = total.counts().into_iter().map(|(name, n)| format!("{name} {n}"));
                let counts: Vec<_> = counts.collect();
                let s = if requests == 1 { "" } else { "s" };
                let note =
                    format!("{requests} earlier request{s} succeeded: {}", counts.join(", "));
                return Err(error.with_note(note).with_done(total));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt as _;

    use super::{Items, ListPage, MOST_EMPTY_PAGES, Page, Pages, sealed};
    use futures_core::future::BoxFuture;

    /// A page whose cursor is a number that grows, with or without an item.
    struct Numbered(String, Vec<u32>);

    impl sealed::Sealed for Numbered {}

    impl Page for Numbered {
        fn cursor(&self) -> Option<&str> {
            Some(&self.0)
        }
    }

    impl ListPage for Numbered {
        type Item = u32;
        fn into_items(self) -> Vec<u32> {
            self.1
        }
    }

    /// A list without end, with an item on each page that `has_item`.
    fn endless(has_item: impl Fn(u32) -> bool + Send + Copy + 'static) -> Items<Numbered> {
        let mut number = 0;
        Items::new(Pages::of("list", None, move |_| {
            number += 1;
            let items = if has_item(number) { vec![number] } else { Vec::new() };
            let page = Numbered(number.to_string(), items);
            Box::pin(async { Ok(page) }) as BoxFuture<'static, _>
        }))
    }

    #[tokio::test]
    async fn a_list_of_nothing_that_has_no_end_is_given_up() {
        let mut items = endless(|number| number == 1);
        assert_eq!(items.next().await.expect("an item").expect("an item"), 1);
        let error = items.next().await.expect("an error").expect_err("no second item");
        assert!(error.is_decode() && error.operation() == Some("list"), "{error:?}");
        assert!(error.to_string().contains("10000 pages in a row are empty"), "{error}");
        assert!(items.next().await.is_none(), "nothing follows an error");
    }

    #[tokio::test]
    async fn a_list_with_an_item_now_and_then_is_followed() {
        let mut items = endless(|number| number % MOST_EMPTY_PAGES == 0);
        for round in 1..=2 {
            let item = items.next().await.expect("an item").expect("an item");
            assert_eq!(item, round * MOST_EMPTY_PAGES);
        }
    }
}
