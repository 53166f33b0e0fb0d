//! Starting workflow runs, one or several at once.

mod checks;
mod entry;
mod flow_control;
mod redact;
pub(crate) mod run_id;
pub(crate) mod start;

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use futures_core::future::BoxFuture;
use serde::Serialize;

use crate::transport::Repeat;
use crate::types::TriggeredRun;
use crate::{Client, Error};
use entry::Settings;
pub use flow_control::FlowControl;
pub use redact::Redact;

/// The methods' names in errors and spans.
const TRIGGER: &str = "trigger";
const TRIGGER_BATCH: &str = "trigger_batch";

/// A run to start; made by [`Client::trigger`] and awaited or passed to [`Client::trigger_batch`],
/// or made by [`Trigger::new`] for a batch.
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
/// An invalid setting is refused when the trigger is awaited, before anything is sent:
/// [`Error::is_invalid_request`], with a text that names the setting and the way out. Each setter
/// says what is valid.
#[derive(Clone)]
#[must_use = "nothing is started until this is awaited or passed to `trigger_batch`"]
pub struct Trigger<'a> {
    /// Sends it when it is awaited.
    client: Option<&'a Client>,
    settings: Settings,
}

impl Client {
    /// Starts a run of the workflow at this URL, which starts with `http://` or `https://` and may
    /// have a query.
    ///
    /// Awaiting it returns the [`TriggeredRun`]: its id, when it was created, and whether a run with
    /// this id existed, so that none was started. [`Trigger`] has the settings and the errors.
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
    /// This client sends the request, whichever client made the triggers. Without triggers nothing
    /// is sent, and there are no results.
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
    /// If one of the triggers is refused as described at [`Trigger`], nothing is sent, and the text
    /// says which it is. [`Error::is_decode`] if the number of results is not that of the triggers.
    pub fn trigger_batch<'a, 't>(
        &'a self,
        triggers: impl IntoIterator<Item = Trigger<'t>>,
    ) -> BoxFuture<'a, Result<Vec<TriggeredRun>, Error>> {
        let triggers = triggers.into_iter().map(|trigger| trigger.settings).collect();
        batch(self, triggers)
    }
}

/// Not generic, so that it is checked once that the future is `Send`.
fn batch(
    client: &Client,
    triggers: Vec<Settings>,
) -> BoxFuture<'_, Result<Vec<TriggeredRun>, Error>> {
    Box::pin(send(client, TRIGGER_BATCH, triggers))
}

impl Trigger<'_> {
    /// Makes a trigger without a client, for [`Client::trigger_batch`]. Awaiting it is an error.
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

    /// Sets the body to this value as JSON, with the content type `application/json`. By default
    /// there is no body. The last of `json`, [`text`](Self::text) and [`body`](Self::body) counts.
    ///
    /// # Errors
    /// [`Error::is_invalid_request`], with its source, if the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Result<Self, Error> {
        let body = serde_json::to_vec(value).map_err(|error| {
            let why = "the body cannot be written as JSON";
            Error::invalid_request(TRIGGER, why).with_source(error)
        })?;
        Ok(self.payload(body, Some("application/json")))
    }

    /// Sets the body to this text, with the content type `text/plain`.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.payload(text.into().into_bytes(), Some("text/plain"))
    }

    /// Sets the body to these bytes, which must be UTF-8: the request can only carry text.
    /// [`trigger_workflow_run`](Client::trigger_workflow_run) sends any bytes.
    ///
    /// The content type is `application/json` unless [`content_type`](Self::content_type) sets it.
    pub fn body(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.payload(bytes.into(), None)
    }

    /// Sets the content type, in place of the one that comes with the body.
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        self.set(|s| s.content_type = Some(media_type.into()))
    }

    /// Sets the id of the run, in visible ASCII without commas. It is sent with `wfr_` in front, as
    /// the service's own clients do, so that one id is one run whichever of them starts it. The
    /// operations on the run take the id of the response.
    ///
    /// If a run with this id exists, no other one is started, and the response says so. By default
    /// an id is made when the trigger is awaited, so that a retry of the same call cannot start a
    /// second run; a second call can.
    pub fn run_id(self, id: impl Into<String>) -> Self {
        self.set(|s| s.run_id = Some(id.into()))
    }

    /// Adds a header for the workflow, which gets it under this name. The value is visible ASCII.
    ///
    /// Names that start with `Upstash-` are for the service and refused, and so is a name that is
    /// set twice. `Content-Type` has [its own setter](Self::content_type).
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.set(|s| s.headers.push((name.into(), value.into())))
    }

    /// Adds a label to find the run by: letters, digits, `_`, `.` and `-`. Call it once for each
    /// label.
    pub fn label(self, label: impl Into<String>) -> Self {
        self.set(|s| s.labels.push(label.into()))
    }

    /// Sets how often a failed delivery is retried, of a step and of the failure callback unless
    /// [`failure_retries`](Self::failure_retries) sets that. The service's default is 3.
    pub fn retries(self, retries: u32) -> Self {
        self.set(|s| s.steps.retries = Some(retries))
    }

    /// Sets the wait before each retry, of a step and of the failure callback unless
    /// [`failure_retry_delay`](Self::failure_retry_delay) sets that. It is an expression in
    /// milliseconds such as `pow(2, retried) * 1000`: `retried` counts the retries so far, and the
    /// functions are `pow`, `sqrt`, `abs`, `exp`, `floor`, `ceil`, `round`, `min` and `max`.
    pub fn retry_delay(self, expression: impl Into<String>) -> Self {
        self.set(|s| s.steps.retry_delay = Some(expression.into()))
    }

    /// Sets the limits that the run shares with all others under the same key. They apply to its
    /// failure callback too, unless [`failure_flow_control`](Self::failure_flow_control) sets its
    /// own.
    pub fn flow_control(self, limits: FlowControl) -> Self {
        self.set(|s| s.steps.flow_control = Some(limits))
    }

    /// Sets how long to wait before the run starts, in whole seconds, the service's unit: a fraction
    /// is refused. Not together with [`not_before`](Self::not_before).
    pub fn delay(self, delay: Duration) -> Self {
        self.set(|s| s.delay = Some(delay))
    }

    /// Sets the earliest time at which the run starts, rounded up to whole seconds. A time before
    /// 1970 is refused. Not together with [`delay`](Self::delay).
    pub fn not_before(self, time: SystemTime) -> Self {
        self.set(|s| s.not_before = Some(time))
    }

    /// Sets the URL to call when the run has failed for good, which starts with `http://` or
    /// `https://`. By default the workflow's own URL handles the failure.
    pub fn failure_url(self, url: impl Into<String>) -> Self {
        self.set(|s| s.failure_url = Some(url.into()))
    }

    /// Sets how often the failure callback is retried, in place of [`retries`](Self::retries).
    pub fn failure_retries(self, retries: u32) -> Self {
        self.set(|s| s.failure.retries = Some(retries))
    }

    /// Sets the wait before each retry of the failure callback, in place of
    /// [`retry_delay`](Self::retry_delay).
    pub fn failure_retry_delay(self, expression: impl Into<String>) -> Self {
        self.set(|s| s.failure.retry_delay = Some(expression.into()))
    }

    /// Sets the limits of the failure callback, in place of [`flow_control`](Self::flow_control).
    pub fn failure_flow_control(self, limits: FlowControl) -> Self {
        self.set(|s| s.failure.flow_control = Some(limits))
    }

    /// Sets what the service hides in its logs.
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
                let why =
                    "a trigger of Trigger::new(…) has no client: pass it to .trigger_batch(…)";
                Error::invalid_request(TRIGGER, why)
            })?;
            let runs = send(client, TRIGGER, vec![self.settings]).await?;
            runs.into_iter().next().ok_or_else(|| Error::decode(miscounted(0, 1)))
        })
    }
}

/// Shows neither the body, nor the value of a header, nor the query of a URL.
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

/// Sends triggers for the method that the caller called. Ids are made here, once for all attempts.
async fn send(
    client: &Client,
    method: &'static str,
    triggers: Vec<Settings>,
) -> Result<Vec<TriggeredRun>, Error> {
    let count = triggers.len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut entries = Vec::with_capacity(count);
    for (at, settings) in triggers.into_iter().enumerate() {
        let entry = settings.into_entry(run_id::make).map_err(|why| match method {
            TRIGGER => Error::invalid_request(method, why),
            _ => Error::invalid_request(method, format!("trigger {} of {count}: {why}", at + 1)),
        })?;
        entries.push(entry);
    }
    let request = client.batch_trigger_workflow_runs().body(entries).request();
    // Each entry has a run id, so a second attempt starts no second run.
    let request = request.named(method).repeated(Repeat::Safe);
    let response = request.send::<Vec<TriggeredRun>>().await?;
    if response.len() != count {
        let error = Error::decode(miscounted(response.len(), count)).with_operation(method);
        return Err(error.with_response(response.status(), response.headers().clone()));
    }
    Ok(response.into_inner())
}

fn miscounted(results: usize, triggers: usize) -> String {
    format!("{results} results for {triggers} triggers")
}
