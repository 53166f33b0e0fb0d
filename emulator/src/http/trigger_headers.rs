//! The specification of a run from the headers of a trigger, and its overrides from those of a resume or restart.

use bytes::Bytes;
use http::StatusCode;

use crate::http::api_error::ApiError;
use crate::http::control_headers::{ControlHeaders, is_web_url};
use crate::state::backoff::RetryDelay;
use crate::state::headers::{self, Headers};
use crate::state::run_spec::{
    DEFAULT_RETRIES, FailureCallback, FlowControl, Limits, RunSpec, StartOptions,
};

/// Which headers a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Those of the workflow API: missing ones have defaults.
    Trigger,
    /// Those of a raw message of an official client, which sets everything itself.
    Message,
}

pub(crate) fn read(
    url: &str,
    control: &ControlHeaders,
    body: Bytes,
    caller_ip: String,
    dialect: Dialect,
) -> Result<(RunSpec, StartOptions), ApiError> {
    if !is_web_url(url) {
        let message = format!("the endpoint has an invalid scheme or no host: `{url}`");
        return Err(ApiError::new(StatusCode::BAD_REQUEST, message));
    }
    let max_retries = control.retries("Upstash-Retries")?;
    let mut spec = RunSpec {
        body,
        header: forwarded(control, "upstash-forward-")?,
        method: method(control)?,
        max_retries: max_retries.unwrap_or(DEFAULT_RETRIES),
        retry_delay: control.retry_delay("Upstash-Retry-Delay")?,
        labels: control.labels("Upstash-Label")?.unwrap_or_default(),
        flow: control.flow("Upstash-Flow-Control-Key", "Upstash-Flow-Control-Value")?,
        caller_ip: Some(caller_ip.into()),
        redact: control
            .parse("Upstash-Redact-Fields", "made of `body`, `header` and `header[Name]`")?
            .unwrap_or_default(),
        ..RunSpec::to(url)
    };
    spec.failure_callback = failure_callback(control, &spec, dialect)?;
    let start = StartOptions {
        run_id: run_id(control)?,
        delay_seconds: control.delay("Upstash-Delay")?,
        not_before: control.time("Upstash-Not-Before")?,
    };
    Ok((spec, start))
}

/// Returns the headers to forward, with the content type of the request unless one is forwarded.
fn forwarded(control: &ControlHeaders, prefix: &str) -> Result<Headers, ApiError> {
    let mut header = control.forwarded(prefix);
    if !header.contains_key("Content-Type")
        && let Some(content_type) = control.one("Content-Type")?
    {
        headers::add(&mut header, "Content-Type", content_type);
    }
    Ok(header)
}

fn method(control: &ControlHeaders) -> Result<Box<str>, ApiError> {
    let method = control.one("Upstash-Method")?.unwrap_or("POST");
    match method {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" => Ok(method.into()),
        _ => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            format!("header `Upstash-Method` must be an HTTP method, not `{method}`"),
        )),
    }
}

fn run_id(control: &ControlHeaders) -> Result<Option<Box<str>>, ApiError> {
    match control.one("Upstash-Workflow-RunId")? {
        Some(id) if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "header `Upstash-Workflow-RunId` must be visible ASCII characters without spaces",
            ))
        }
        id => Ok(id.map(Into::into)),
    }
}

fn failure_callback(
    control: &ControlHeaders,
    spec: &RunSpec,
    dialect: Dialect,
) -> Result<Option<FailureCallback>, ApiError> {
    let given = control.url("Upstash-Failure-Callback")?;
    let retries = control.retries("Upstash-Failure-Callback-Retries")?;
    let delay = control.retry_delay("Upstash-Failure-Callback-Retry-Delay")?;
    let flow = control.flow(
        "Upstash-Failure-Callback-Flow-Control-Key",
        "Upstash-Failure-Callback-Flow-Control-Value",
    )?;
    let own = control.forwarded("upstash-failure-callback-forward-");
    let (url, header) = match dialect {
        Dialect::Trigger => {
            let mut header = spec.header.clone();
            for (name, values) in own {
                header.entry(name).or_default().extend(values);
            }
            (given.or_else(|| Some(spec.workflow_url.clone())), header)
        }
        Dialect::Message => (given, own),
    };
    Ok(url.map(|url| FailureCallback {
        url,
        header,
        max_retries: retries.unwrap_or(spec.max_retries),
        retry_delay: delay.or_else(|| spec.retry_delay.clone()),
        flow,
    }))
}

/// What a resume or restart changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Overrides {
    max_retries: Option<u32>,
    retry_delay: Option<RetryDelay>,
    delay_seconds: Option<u64>,
    flow: Option<FlowControl>,
    limits: Option<Limits>,
    labels: Option<Vec<Box<str>>>,
    failure_callback: Option<Box<str>>,
}

impl Overrides {
    pub(crate) fn read(control: &ControlHeaders) -> Result<Self, ApiError> {
        let key_is_given = control.one("Upstash-Flow-Control-Key")?.is_some();
        Ok(Self {
            max_retries: control.retries("Upstash-Retries")?,
            retry_delay: control.retry_delay("Upstash-Retry-Delay")?,
            delay_seconds: control.delay("Upstash-Delay")?,
            flow: if key_is_given {
                control.flow("Upstash-Flow-Control-Key", "Upstash-Flow-Control-Value")?
            } else {
                None
            },
            limits: control.limits("Upstash-Flow-Control-Value")?,
            labels: control.labels("Upstash-Label")?,
            failure_callback: control.url("Upstash-Failure-Callback")?,
        })
    }

    pub(crate) fn start(&self) -> StartOptions {
        StartOptions { delay_seconds: self.delay_seconds, ..StartOptions::default() }
    }

    /// Returns the specification of the new run. Limits without a key apply to the key of the failed run, if it has one.
    pub(crate) fn apply(&self, failed: &RunSpec) -> RunSpec {
        let mut spec = failed.clone();
        if let Some(retries) = self.max_retries {
            spec.max_retries = retries;
        }
        if let Some(delay) = &self.retry_delay {
            spec.retry_delay = Some(delay.clone());
        }
        if let Some(labels) = &self.labels {
            spec.labels.clone_from(labels);
        }
        if let Some(flow) = &self.flow {
            spec.flow = Some(flow.clone());
        } else if let (Some(flow), Some(limits)) = (&mut spec.flow, self.limits) {
            flow.limits = Some(limits);
        }
        if let Some(url) = &self.failure_callback {
            let new = || FailureCallback {
                url: url.clone(),
                header: spec.header.clone(),
                max_retries: spec.max_retries,
                retry_delay: spec.retry_delay.clone(),
                flow: None,
            };
            let callback = spec.failure_callback.take();
            spec.failure_callback =
                Some(callback.map_or_else(new, |old| FailureCallback { url: url.clone(), ..old }));
        }
        spec
    }
}
