//! What a user says about things that go wrong: a fault, and the rule when it happens.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::operation::Operation;

/// Something that goes wrong with a request.
///
/// By default it strikes **before** the request acts: the request is lost, nothing changed.
/// [`after_acting`](Self::after_acting) lets the request act first: what changed stays changed, and the answer is lost.
/// A client cannot tell the two apart, which is what a test of its retries wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(crate) kind: Kind,
    pub(crate) moment: Moment,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `body: None` is an error in the service's shape.
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
    /// An answer with this status, which has to be 200 or above, and an error in the service's shape as its body.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self::new(Kind::Status { status, headers: HeaderMap::new(), body: None }, Moment::Before)
    }

    /// The request acts, but only the first `sent` bytes of its answer's body arrive: `Content-Length` promises more,
    /// and the connection is closed. An answer to `HEAD` has no body to cut and arrives whole.
    #[must_use]
    pub fn cut_body(sent: usize) -> Self {
        Self::new(Kind::Cut { sent }, Moment::After)
    }

    /// The connection is reset (RST) without a byte of an answer.
    #[must_use]
    pub fn reset() -> Self {
        Self::new(Kind::Reset, Moment::Before)
    }

    /// It takes this much longer, and nothing else goes wrong. [`after_acting`](Self::after_acting), it is the answer
    /// that takes longer: a client that gives up meanwhile has had its effect.
    #[must_use]
    pub fn delay(time: Duration) -> Self {
        Self::new(Kind::Delay(time), Moment::Before)
    }

    /// The body of [`Fault::status`], in place of an error in the service's shape. There is no `Content-Type` but that
    /// of [`header`](Self::header). Of no meaning to other faults.
    #[must_use]
    pub fn body(mut self, text: impl Into<Bytes>) -> Self {
        if let Kind::Status { body, .. } = &mut self.kind {
            *body = Some(text.into());
        }
        self
    }

    /// Adds a header to the answer of [`Fault::status`], such as `Retry-After`. Of no meaning to other faults, and
    /// without effect for the headers that say how long the body is: [`Fault::cut_body`] lies about that.
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

    /// Strikes when the request has acted, instead of before.
    #[must_use]
    pub fn after_acting(mut self) -> Self {
        self.moment = Moment::After;
        self
    }

    fn new(kind: Kind, moment: Moment) -> Self {
        Self { kind, moment }
    }
}

/// A fault and when it happens.
///
/// Rules are asked in the order they were added. One that fires ends the search, unless its fault is a
/// [delay](Fault::delay): that goes on to the next rule. Rules count what they are asked about, refused requests too,
/// and nothing of the page at `/`.
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
    /// The fault happens to every request, whatever it asks for.
    #[must_use]
    pub fn any(fault: Fault) -> Self {
        Self { operation: None, fault, skip: 0, every: 1, times: None, probability: 1.0 }
    }

    /// The fault happens to every request for this operation.
    #[must_use]
    pub fn on(operation: Operation, fault: Fault) -> Self {
        Self { operation: Some(operation), ..Self::any(fault) }
    }

    /// It happens so many times at most: `times(2)` and nothing else said is the first two requests.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// So many requests pass first.
    #[must_use]
    pub fn skip(mut self, requests: u64) -> Self {
        self.skip = requests;
        self
    }

    /// Of those after the skipped ones, only every n-th can be struck, the first of them at once; 0 counts as 1.
    #[must_use]
    pub fn every(mut self, nth: u64) -> Self {
        self.every = nth.max(1);
        self
    }

    /// How likely it is for a request that could be struck: from 0, never, to 1, always. Which ones are struck is
    /// decided by the emulator's [seed](crate::EmulatorBuilder::rng_seed), so that a test finds the same ones again.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }
}

/// The fault happens to every request.
impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self::any(fault)
    }
}
