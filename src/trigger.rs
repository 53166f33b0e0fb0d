//! Starting workflow runs, one or several at once.

mod checks;
mod entry;
mod flow_control;
mod redact;
mod run_id;
mod start;

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use futures_core::future::BoxFuture;
use serde::Serialize;

use crate::types::TriggeredRun;
use crate::transport::Repeat;
use crate::{Client, Error};
use entry::Settings;
pub use flow_control::FlowControl;
pub use redact::Redact;

/// What a caller calls, for errors and spans.
const ONE: &str = "trigger";
const SEVERAL: &str = "trigger_batch";

/// A run to start: made by [`Client::trigger`], and then awaited or given to
/// [`Client::trigger_batch`]; or made by [`Trigger::new`] for a batch.
///
/// ```no_run
/// use std::time::Duration;
/// use upstash_workflow::{Client, FlowControl, Redact};
///
/// # async fn call(client: &Client, order: &str) -> Result<(), upstash_workflow::Error> {
/// let run = client
///     .trigger("https://app.example.com/api/workflow")
///     .json(&order)?
///     .run_id("order-42")
///     .header("X-Tenant", "acme")
///     .label("orders")
///     .retries(5)
///     .delay(Duration::from_secs(90))
///     .flow_control(FlowControl::new("orders").parallelism(2))
///     .redact(Redact::body())
///     .await?;
/// println!("{} {:?}", run.workflow_run_id, run.deduplicated);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// What is known to be wrong is refused when the trigger is awaited: before anything is
/// sent, with [`Error::is_invalid_request`], and with a text that names it and the way out.
/// Each setter says what it takes.
#[derive(Clone)]
#[must_use = "a trigger does nothing until it is awaited or given to `trigger_batch`"]
pub struct Trigger<'a> {
    /// Who sends it when it is awaited.
    client: Option<&'a Client>,
    settings: Settings,
}

impl Client {
    /// Starts one run of the workflow at this URL, which begins with `http://` or
    /// `https://` and may have a query.
    ///
    /// Awaiting it gives the [`TriggeredRun`]: its id, its time, and whether there was a run
    /// of this id already, so that none was started. See [`Trigger`] for what can be set,
    /// and for the errors.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// let run = client.trigger("https://app.example.com/api/workflow").text("hello").await?;
    /// client.cancel_workflow_run().workflow_run_id(run.workflow_run_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn trigger(&self, workflow_url: impl Into<String>) -> Trigger<'_> {
        Trigger { client: Some(self), ..Trigger::new(workflow_url) }
    }

    /// Starts several runs with one request. The results are in the order of the triggers.
    ///
    /// This client sends them, whichever client made them. No trigger at all gives no result,
    /// and nothing is sent.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use upstash_workflow::Trigger;
    ///
    /// let orders = (41..=43).map(|order| {
    ///     Trigger::new("https://app.example.com/api/workflow").run_id(format!("order-{order}"))
    /// });
    /// for run in client.trigger_batch(orders).await? {
    ///     println!("{}", run.workflow_run_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If one of the triggers is refused, as described at [`Trigger`], none is sent, and the
    /// text says which it is. [`Error::is_decode`] if the service answers with more or fewer
    /// results than there are triggers.
    pub fn trigger_batch<'a, 't>(
        &'a self,
        triggers: impl IntoIterator<Item = Trigger<'t>>,
    ) -> BoxFuture<'a, Result<Vec<TriggeredRun>, Error>> {
        let triggers: Vec<_> = triggers.into_iter().map(|trigger| trigger.settings).collect();
        Box::pin(send(self, SEVERAL, triggers))
    }
}

impl Trigger<'_> {
    /// A trigger without a client, for [`Client::trigger_batch`]. Awaited by itself, it is
    /// refused.
    pub fn new(workflow_url: impl Into<String>) -> Self {
        let settings = Settings { url: workflow_url.into(), ..Settings::default() };
        Self { client: None, settings }
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    fn payload(self, body: Vec<u8>, media_type: Option<&'static str>) -> Self {
        self.set(|s| (s.body, s.body_type) = (Some(body), media_type))
    }

    /// The payload as JSON, with the content type `application/json`. There is none by
    /// default, and the last of `json`, [`text`](Self::text) and [`body`](Self::body) counts.
    ///
    /// # Errors
    /// [`Error::is_invalid_request`], with its source, if the value cannot be JSON.
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Result<Self, Error> {
        let body = serde_json::to_vec(value)
            .map_err(|error| Error::invalid_request(ONE, "the body cannot be written as JSON").with_source(error))?;
        Ok(self.payload(body, Some("application/json")))
    }

    /// The payload as a text, with the content type `text/plain`.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.payload(text.into().into_bytes(), Some("text/plain"))
    }

    /// The payload as bytes, which have to be UTF-8: the request carries text.
    /// [`trigger_workflow_run`](Client::trigger_workflow_run) takes any bytes.
    ///
    /// The content type is `application/json` unless [`content_type`](Self::content_type)
    /// says what it is.
    pub fn body(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.payload(bytes.into(), None)
    }

    /// The media type of the payload, in place of the one that comes with it.
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        self.set(|s| s.content_type = Some(media_type.into()))
    }

    /// The id of the run, in visible ASCII without commas. It is sent with `wfr_` in front
    /// unless that is there: the id by which the run is found, cancelled and notified is that
    /// of the answer. The service's own clients and documentation do the same, so that one id
    /// means one run whichever of them triggers it.
    ///
    /// A run of this id that exists is not started again, and the answer says so. Left out,
    /// an id is made when the trigger is awaited, so that a repeated attempt of the same call
    /// cannot start a second run; a second call can.
    pub fn run_id(self, id: impl Into<String>) -> Self {
        self.set(|s| s.run_id = Some(id.into()))
    }

    /// A header for the workflow, which gets it under this name. The value is visible ASCII.
    ///
    /// Names of the service, beginning with `Upstash-`, are refused, as is one that is given
    /// twice; `Content-Type` has [a setter](Self::content_type).
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.set(|s| s.headers.push((name.into(), value.into())))
    }

    /// A label to find the run by, of letters, digits, `_`, `.` and `-`. Call it once for
    /// each label.
    pub fn label(self, label: impl Into<String>) -> Self {
        self.set(|s| s.labels.push(label.into()))
    }

    /// How many times a delivery that failed is tried again, of a step as of the failure
    /// callback. The service takes 3 where it is left out.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|s| s.retries = Some(retries))
    }

    /// An expression for the wait before each retry, in milliseconds, such as
    /// `pow(2, retried) * 1000`. `retried` counts the retries so far; `pow`, `sqrt`, `abs`,
    /// `exp`, `floor`, `ceil`, `round`, `min` and `max` are at hand.
    pub fn retry_delay(self, expression: impl Into<String>) -> Self {
        self.set(|s| s.retry_delay = Some(expression.into()))
    }

    /// How long to wait before the run starts, in whole seconds: the service counts no
    /// smaller unit, and a fraction is refused. It excludes [`not_before`](Self::not_before).
    pub fn delay(self, delay: Duration) -> Self {
        self.set(|s| s.delay = Some(delay))
    }

    /// When the run starts at the earliest. The service counts whole seconds, and a fraction
    /// is rounded up. It excludes [`delay`](Self::delay); a time before 1970 is refused.
    pub fn not_before(self, time: SystemTime) -> Self {
        self.set(|s| s.not_before = Some(time))
    }

    /// The limits that the run shares with all others under the same key, its failure
    /// callback included.
    pub fn flow_control(self, limits: FlowControl) -> Self {
        self.set(|s| s.flow_control = Some(limits))
    }

    /// The URL to call when the run has failed for good, beginning with `http://` or
    /// `https://`. Left out, the workflow's own URL handles the failure.
    pub fn failure_url(self, url: impl Into<String>) -> Self {
        self.set(|s| s.failure_url = Some(url.into()))
    }

    /// What to hide in the service's logs.
    pub fn redact(self, redact: Redact) -> Self {
        self.set(|s| s.redact = Some(redact))
    }
}

impl<'a> IntoFuture for Trigger<'a> {
    type Output = Result<TriggeredRun, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let client = self.client.ok_or_else(|| {
                Error::invalid_request(
                    ONE,
                    "a trigger of Trigger::new(…) has no client: give it to .trigger_batch(…)",
                )
            })?;
            let runs = send(client, ONE, vec![self.settings]).await?;
            runs.into_iter().next().ok_or_else(|| Error::decode(miscounted(0, 1)))
        })
    }
}

/// Shows neither the payload, nor a header's value, nor the query of an URL.
impl fmt::Debug for Trigger<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.settings.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Trigger")
            .field("workflow_url", &checks::shown(&self.settings.url))
            .field("run_id", &self.settings.run_id)
            .field("labels", &self.settings.labels)
            .field("headers", &names)
            .field("body_bytes", &self.settings.body.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// The one way out for triggers. The ids are made here, once for all attempts.
async fn send(
    client: &Client,
    name: &'static str,
    triggers: Vec<Settings>,
) -> Result<Vec<TriggeredRun>, Error> {
    let count = triggers.len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut entries = Vec::with_capacity(count);
    for (at, settings) in triggers.into_iter().enumerate() {
        let entry = settings.into_entry(run_id::make).map_err(|why| match count {
            1 => Error::invalid_request(name, why),
            _ => Error::invalid_request(name, format!("trigger {} of {count}: {why}", at + 1)),
        })?;
        entries.push(entry);
    }
    let request = client.batch_trigger_workflow_runs().body(entries).request();
    // Each entry has a run id, so a second attempt starts no second run.
    let request = request.named(name).repeated(Repeat::Safe);
    let response = request.send::<Vec<TriggeredRun>>().await?;
    if response.len() != count {
        let error = Error::decode(miscounted(response.len(), count)).with_operation(name);
        return Err(error.with_response(response.status(), response.headers().clone()));
    }
    Ok(response.into_inner())
}

fn miscounted(results: usize, triggers: usize) -> String {
    format!("{results} results for {triggers} triggers")
}
