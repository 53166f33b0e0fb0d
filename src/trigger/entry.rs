//! A trigger as an entry of the batch that goes out, decided without IO.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::{FlowControl, Redact, checks, run_id, start};
use crate::types::BatchTriggerRequest;

/// What a payload is, where nothing else is said: the service's own clients say the same.
const JSON: &str = "application/json";

/// What a trigger was told, unchecked.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) url: String,
    pub(super) body: Option<Vec<u8>>,
    /// The media type that comes with the body.
    pub(super) body_type: Option<&'static str>,
    /// The media type that was asked for.
    pub(super) content_type: Option<String>,
    pub(super) run_id: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) labels: Vec<String>,
    pub(super) retries: Option<u32>,
    pub(super) retry_delay: Option<String>,
    pub(super) delay: Option<Duration>,
    pub(super) not_before: Option<SystemTime>,
    pub(super) flow_control: Option<FlowControl>,
    pub(super) failure_url: Option<String>,
    pub(super) redact: Option<Redact>,
}

impl Settings {
    /// The entry, with an id from `make_id` where none was given, or what is wrong.
    pub(super) fn into_entry(
        self,
        make_id: impl FnOnce() -> Result<String, String>,
    ) -> Result<BatchTriggerRequest, String> {
        checks::url("the workflow URL", &self.url)?;
        let mut headers = self.control_headers()?;
        let id = match &self.run_id {
            Some(id) => run_id::given(id)?,
            None => make_id()?,
        };
        headers.insert("Upstash-Workflow-RunId".into(), id);
        self.forward(&mut headers)?;
        let body = self.body.map(String::from_utf8).transpose().map_err(|_| {
            "the body is not UTF-8, and this request carries text alone: encode it, in base64 \
             for example, or send the bytes with .trigger_workflow_run()"
                .to_owned()
        })?;
        Ok(BatchTriggerRequest { destination: self.url, body, headers })
    }

    /// The headers that the service itself reads, but the id. It is told a setting of the
    /// deliveries twice: the run's steps have one, and the failure callback the other.
    fn control_headers(&self) -> Result<BTreeMap<String, String>, String> {
        let mut headers = BTreeMap::new();
        let mut add = |name: &str, value: String| headers.insert(name.to_owned(), value);

        let content_type = self.content_type.as_deref().or(self.body_type).unwrap_or(JSON);
        if content_type.trim().is_empty() {
            return Err("the content type is empty: leave it out, or give one".into());
        }
        checks::header_value("the content type", content_type)?;
        add("Content-Type", content_type.into());

        for label in &self.labels {
            checks::name("the label", label)?;
        }
        if !self.labels.is_empty() {
            add("Upstash-Label", self.labels.join(","));
        }
        if let Some(retries) = self.retries {
            add("Upstash-Retries", retries.to_string());
            add("Upstash-Failure-Callback-Retries", retries.to_string());
        }
        if let Some(expression) = &self.retry_delay {
            if expression.trim().is_empty() {
                return Err("the retry delay is empty: leave it out, or give an expression in \
                     milliseconds such as `pow(2, retried) * 1000`"
                    .into());
            }
            checks::header_value("the retry delay", expression)?;
            add("Upstash-Retry-Delay", expression.clone());
            add("Upstash-Failure-Callback-Retry-Delay", expression.clone());
        }
        if let Some((name, value)) = start::header(self.delay, self.not_before)? {
            add(name, value);
        }
        if let Some(limits) = &self.flow_control {
            let value = limits.value()?;
            add("Upstash-Flow-Control-Key", limits.key().into());
            add("Upstash-Flow-Control-Value", value.clone());
            add("Upstash-Failure-Callback-Flow-Control-Key", limits.key().into());
            add("Upstash-Failure-Callback-Flow-Control-Value", value);
        }
        if let Some(url) = &self.failure_url {
            checks::url("the failure URL", url)?;
            add("Upstash-Failure-Callback", url.clone());
        }
        if let Some(redact) = &self.redact {
            add("Upstash-Redact-Fields", redact.value()?);
        }
        Ok(headers)
    }

    /// Adds the headers for the workflow.
    fn forward(&self, headers: &mut BTreeMap<String, String>) -> Result<(), String> {
        for (at, (name, value)) in self.headers.iter().enumerate() {
            checks::forwarded_name(name)?;
            checks::header_value(&format!("the header {name:?}"), value)?;
            if self.headers[..at].iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
                return Err(format!(
                    "the header {name:?} is given twice, and this request has one value for each \
                     name: join the values with commas"
                ));
            }
            headers.insert(format!("Upstash-Forward-{name}"), value.clone());
        }
        Ok(())
    }
}
