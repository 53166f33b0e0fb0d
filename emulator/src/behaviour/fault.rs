//! Faults, and the rules when they occur.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::behaviour::operation::Operation;

/// A fault of a request.
///
/// By default it occurs **before** the request acts: the request is lost, and nothing changes.
/// [`after_acting`](Self::after_acting) lets the request act first: its changes stay, and the response is lost.
/// A client cannot tell the two apart, which is what a test of its retries has to cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: Kind,
    pub(crate) moment: Moment,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `body: None` is an error in the service's format.
    Status {
        status: StatusCode,
        headers: HeaderMap,
        body: Option<Bytes>,
    },
    Cut {
        sent: usize,
    },
    Reset,
    Delay(Duration),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Before,
    After,
}

impl Fault {
    /// Responds with this status, which must be 200 or above, and an error in the service's format as its body.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self::new(Kind::Status { status, headers: HeaderMap::new(), body: None }, Moment::Before)
    }

    /// Lets the request act, but sends only the first `sent` bytes of the response body: `Content-Length` is larger, and
    /// the connection is closed. A response to `HEAD` has no body and arrives whole.
    #[must_use]
    pub fn cut_body(sent: usize) -> Self {
        Self::new(Kind::Cut { sent }, Moment::After)
    }

    /// Resets the connection (RST) without a byte of a response.
    #[must_use]
    pub fn reset() -> Self {
        Self::new(Kind::Reset, Moment::Before)
    }

    /// Delays the request. With [`after_acting`](Self::after_acting) it delays the response: the request has acted even
    /// if the client times out.
    #[must_use]
    pub fn delay(time: Duration) -> Self {
        Self::new(Kind::Delay(time), Moment::Before)
    }

    /// Sets the body of [`Fault::status`], in place of an error in the service's format and without its `Content-Type`.
    /// Other faults ignore it.
    #[must_use]
    pub fn body(mut self, text: impl Into<Bytes>) -> Self {
        if let Kind::Status { body, .. } = &mut self.kind {
            *body = Some(text.into());
        }
        self
    }

    /// Adds a header to [`Fault::status`], such as `Retry-After`. Other faults ignore it. `Content-Length` and
    /// `Transfer-Encoding` have no effect: use [`Fault::cut_body`].
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        let frames = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING].contains(&name);
        if let Kind::Status { headers, .. } = &mut self.kind
            && !frames
        {
            headers.append(name, value);
        }
        self
    }

    /// Makes the fault occur after the request has acted, instead of before.
    #[must_use]
    pub fn after_acting(mut self) -> Self {
        self.moment = Moment::After;
        self
    }

    fn new(kind: Kind, moment: Moment) -> Self {
        Self { kind, moment }
    }
}

/// A fault, and when it occurs.
///
/// Rules apply in the order they were added. The first that fires ends the search, unless its fault is a
/// [delay](Fault::delay), which adds to the next one. Rules count every request that reaches them, including refused
/// ones, but not those of the page at `/`.
///
/// ```
/// use upstash_workflow_emulator::{Emulator, Fault, FaultRule, Operation};
/// use http::StatusCode;
///
/// let builder = Emulator::builder()
///     .fault(FaultRule::on(Operation::RetryFailureCallback, Fault::reset().after_acting()).times(1))
///     .fault(FaultRule::any(Fault::status(StatusCode::SERVICE_UNAVAILABLE)).probability(0.1))
///     .rng_seed(7);
/// # let _ = builder;
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    pub(crate) operation: Option<Operation>,
    pub(crate) fault: Fault,
    pub(crate) skip: u64,
    pub(crate) every: u64,
    pub(crate) times: Option<u64>,
    pub(crate) probability: f64,
}

impl FaultRule {
    /// Creates a rule for every request.
    #[must_use]
    pub fn any(fault: Fault) -> Self {
        Self { operation: None, fault, skip: 0, every: 1, times: None, probability: 1.0 }
    }

    /// Creates a rule for the requests of one operation.
    #[must_use]
    pub fn on(operation: Operation, fault: Fault) -> Self {
        Self { operation: Some(operation), ..Self::any(fault) }
    }

    /// Sets how often the fault occurs at most: `times(2)` alone is the first two requests.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Sets how many requests pass first.
    #[must_use]
    pub fn skip(mut self, requests: u64) -> Self {
        self.skip = requests;
        self
    }

    /// Limits the fault to every n-th request after the skipped ones, beginning with the first; 0 counts as 1.
    #[must_use]
    pub fn every(mut self, nth: u64) -> Self {
        self.every = nth.max(1);
        self
    }

    /// Sets the probability of the fault, from 0 to 1. The emulator's [seed](crate::EmulatorBuilder::rng_seed) determines
    /// which requests it affects, so that a test is repeatable.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }
}

/// Creates a rule for every request.
impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self::any(fault)
    }
}
