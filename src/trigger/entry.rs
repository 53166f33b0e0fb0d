//! A trigger as an entry of the request's body. No IO.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::run_id;
use super::{FlowControl, Redact, checks, start};
use crate::types::BatchTriggerRequest;

/// The default content type, the same as that of the service's own clients.
const JSON: &str = "application/json";

/// What was set on a trigger, not checked yet.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) url: String,
    pub(super) body: Option<Vec<u8>>,
    /// The media type that comes with the body.
    pub(super) body_type: Option<&'static str>,
    /// The media type that the caller set.
    pub(super) content_type: Option<String>,
    pub(super) run_id: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) labels: Vec<String>,
    pub(super) delay: Option<Duration>,
    pub(super) not_before: Option<SystemTime>,
    pub(super) steps: Delivery,
    pub(super) failure: Delivery,
    pub(super) failure_url: Option<String>,
    pub(super) redact: Option<Redact>,
}

/// How messages are delivered: those of the run's steps, or that of its failure callback.
#[derive(Clone, Default)]
pub(super) struct Delivery {
    pub(super) retries: Option<u32>,
    pub(super) retry_delay: Option<String>,
    pub(super) flow_control: Option<FlowControl>,
}

impl Settings {
    /// The entry, with an id from `make_id` if none was set, or the error.
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
            "the body is not UTF-8, and this request can only carry text: encode it, for example \
             in base64, or send the bytes with .trigger_workflow_run()"
                .to_owned()
        })?;
        Ok(BatchTriggerRequest { destination: self.url, body, headers })
    }

    /// The headers that the service itself reads, except for the run id.
    fn control_headers(&self) -> Result<BTreeMap<String, String>, String> {
        let mut headers = BTreeMap::new();
        let mut add = |name: &str, value: String| headers.insert(name.to_owned(), value);

        let content_type = self.content_type.as_deref().or(self.body_type).unwrap_or(JSON);
        if content_type.trim().is_empty() {
            return Err("the content type is empty: leave it out, or set one".into());
        }
        checks::header_value("the content type", content_type)?;
        add("Content-Type", content_type.into());

        for label in &self.labels {
            checks::name("the label", label)?;
        }
        if !self.labels.is_empty() {
            add("Upstash-Label", self.labels.join(","));
        }
        if let Some((name, value)) = start::header(self.delay, self.not_before)? {
            add(name, value);
        }
        if let Some(url) = &self.failure_url {
            checks::url("the failure URL", url)?;
            add("Upstash-Failure-Callback", url.clone());
        }
        if let Some(redact) = &self.redact {
            add("Upstash-Redact-Fields", redact.value()?);
        }
        self.steps.add_headers("Upstash-", &mut headers)?;
        // The failure callback has its own headers, with the same values by default.
        let failure = self.failure.clone().or(&self.steps);
        let added = failure.add_headers("Upstash-Failure-Callback-", &mut headers);
        added.map_err(|why| format!("for the failure callback, {why}"))?;
        Ok(headers)
    }

    /// Adds the headers for the workflow.
    fn forward(&self, headers: &mut BTreeMap<String, String>) -> Result<(), String> {
        for (at, (name, value)) in self.headers.iter().enumerate() {
            checks::forwarded_name(name)?;
            checks::header_value(&format!("the header {name:?}"), value)?;
            if self.headers[..at].iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
                return Err(format!(
                    "the header {name:?} is set twice, and this request has one value for each \
                     name: join the values with commas"
                ));
            }
            headers.insert(format!("Upstash-Forward-{name}"), value.clone());
        }
        Ok(())
    }
}

impl Delivery {
    fn or(self, other: &Self) -> Self {
        Self {
            retries: self.retries.or(other.retries),
            retry_delay: self.retry_delay.or_else(|| other.retry_delay.clone()),
            flow_control: self.flow_control.or_else(|| other.flow_control.clone()),
        }
    }

    fn add_headers(
        &self,
        prefix: &str,
        headers: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        let mut add = |name: &str, value: String| headers.insert(format!("{prefix}{name}"), value);
        if let Some(retries) = self.retries {
            add("Retries", retries.to_string());
        }
        if let Some(expression) = &self.retry_delay {
            if expression.trim().is_empty() {
                return Err("the retry delay is empty: leave it out, or set an expression in \
                     milliseconds such as `pow(2, retried) * 1000`"
                    .into());
            }
            checks::header_value("the retry delay", expression)?;
            add("Retry-Delay", expression.clone());
        }
        if let Some(limits) = &self.flow_control {
            let value = limits.value()?;
            add("Flow-Control-Key", limits.key().into());
            add("Flow-Control-Value", value);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_of_the_service_that_is_sent_is_refused_as_a_header_with_its_setter() {
        let delivery = || Delivery {
            retries: Some(1),
            retry_delay: Some("1000".into()),
            flow_control: Some(FlowControl::new("k").rate(1)),
        };
        let settings = Settings {
            url: "https://app.example.com/w".into(),
            labels: vec!["orders".into()],
            steps: delivery(),
            failure: delivery(),
            failure_url: Some("https://app.example.com/failed".into()),
            redact: Some(Redact::body()),
            ..Settings::default()
        };
        let delayed = Settings { delay: Some(Duration::from_secs(1)), ..settings.clone() };
        let timed = Settings { not_before: Some(SystemTime::now()), ..settings };
        let mut names = std::collections::BTreeSet::new();
        for settings in [delayed, timed] {
            let entry = settings.into_entry(run_id::make).expect("an entry");
            names.extend(entry.headers.into_keys().filter(|name| name.starts_with("Upstash-")));
        }
        assert_eq!(names.len(), 14, "{names:?}");
        for name in names {
            let why = checks::forwarded_name(&name).expect_err("refused");
            assert!(why.contains(": use ."), "{why}");
        }
    }
}
