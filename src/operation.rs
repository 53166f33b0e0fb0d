//! What is known of each operation beforehand, for retries, traces and decoding; `build.rs`
//! makes the table of them from the document.

/// One operation of the API.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method of the client.
    pub(crate) id: &'static str,
    /// The path with its parameters in braces, which is the same for every call.
    pub(crate) path: &'static str,
    /// Whether a success has a body that is decoded.
    pub(crate) answers: bool,
    pub(crate) repeat: Repeat,
}

/// What it means to send the same request again when nobody knows whether the first
/// one was acted upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It only looks, or the second time finds nothing left to do.
    Safe,
    /// It may act a second time.
    ActsTwice,
    /// As [`Safe`](Self::Safe) if a header of the request says which id the run is to have,
    /// otherwise as [`ActsTwice`](Self::ActsTwice).
    SafeWithRunId,
    /// The same, if each entry of the body has that header.
    SafeWithRunIds,
    /// It acts on what a filter selects, which may be something else by then.
    Bulk,
}
