//! The properties of each operation. `build.rs` makes the table from the document.

use http::Method;

/// One operation of the API.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method of the client.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path with its parameters in braces.
    pub(crate) path: &'static str,
    pub(crate) shape: Shape,
    pub(crate) repeat: Repeat,
    /// Redirects that are a success.
    pub(crate) redirects: &'static [u16],
}

/// The body of a success, with the alternative shapes that some servers send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// None.
    Empty,
    /// What the schema says.
    Plain,
    /// An array, `null` where it is empty, or an object with the array under this name.
    List(Option<&'static str>),
    /// An object, or an array of at most one.
    One,
    /// Any JSON, `null` where the body is empty.
    Any,
}

/// Is a retry safe when it is unknown whether the service acted on the first request?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It only reads, or the second time finds nothing left to do.
    Safe,
    /// It may act a second time.
    ActsTwice,
    /// [`Safe`](Self::Safe) if a header of the request gives the id of the run, otherwise
    /// [`ActsTwice`](Self::ActsTwice).
    SafeWithRunId,
    /// The same, if each entry of the body has that header.
    SafeWithRunIds,
    /// It acts on what a filter selects, which may have changed before the retry.
    Bulk,
}
