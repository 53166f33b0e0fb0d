//! An order read from the headers of a trigger, and changed by those of a resume or restart.

use bytes::Bytes;
use http::StatusCode;

use crate::api_error::ApiError;
use crate::control::{Control, is_web_url};
use crate::headers::{self, Headers};
use crate::order::{DEFAULT_RETRIES, FailureCallback, FlowControl, Order};

/// Who wrote the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A user of the workflow API: what is left out has the service's defaults.
    Trigger,
    /// The official clients in a raw message, who say everything themselves.
    Message,
}

/// When a run starts, and as which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// `None`: one is made.
    pub(crate) run_id: Option<Box<str>>,
    pub(crate) delay_seconds: Option<u64>,
    /// Unix seconds. It wins over the delay.
    pub(crate) not_before: Option<u64>,
}

pub(crate) fn read(
    url: &str,
    control: &Control,
    body: Bytes,
    caller_ip: String,
    dialect: Dialect,
) -> Result<(Order, Start), ApiError> {
    if !is_web_url(url) {
        let message = format!("the endpoint has an invalid scheme or no host: `{url}`");
        return Err(ApiError::new(StatusCode::BAD_REQUEST, message));
    }
    let max_retries = control.retries("Upstash-Retries")?;
    let mut order = Order {
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
        ..Order::to(url)
    };
    order.failure_callback = failure_callback(control, &order, dialect)?;
    let start = Start {
        run_id: run_id(control)?,
        delay_seconds: control.delay("Upstash-Delay")?,
        not_before: control.moment("Upstash-Not-Before")?,
    };
    Ok((order, start))
}

/// The content type goes along, as forwarded or else as that of the request.
fn forwarded(control: &Control, prefix: &str) -> Result<Headers, ApiError> {
    let mut header = control.forwarded(prefix);
    if !header.contains_key("Content-Type")
        && let Some(content_type) = control.one("Content-Type")?
    {
        headers::add(&mut header, "Content-Type", content_type);
    }
    Ok(header)
}

fn method(control: &Control) -> Result<Box<str>, ApiError> {
    let method = control.one("Upstash-Method")?.unwrap_or("POST");
    match method {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" => Ok(method.into()),
        _ => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            format!("header `Upstash-Method` must be a method of HTTP, not `{method}`"),
        )),
    }
}

fn run_id(control: &Control) -> Result<Option<Box<str>>, ApiError> {
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
    control: &Control,
    order: &Order,
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
            let mut header = order.header.clone();
            for (name, values) in own {
                header.entry(name).or_default().extend(values);
            }
            (given.or_else(|| Some(order.workflow_url.clone())), header)
        }
        Dialect::Message => (given, own),
    };
    Ok(url.map(|url| FailureCallback {
        url,
        header,
        max_retries: retries.unwrap_or(order.max_retries),
        retry_delay: delay.or_else(|| order.retry_delay.clone()),
        flow,
    }))
}

/// What a resume or restart says differently from the order of the failed run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Overrides {
    max_retries: Option<u32>,
    retry_delay: Option<crate::backoff::RetryDelay>,
    delay_seconds: Option<u64>,
    flow: Option<FlowControl>,
    limits: Option<crate::order::Limits>,
    labels: Option<Vec<Box<str>>>,
    failure_callback: Option<Box<str>>,
}

impl Overrides {
    pub(crate) fn read(control: &Control) -> Result<Self, ApiError> {
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

    pub(crate) fn start(&self) -> Start {
        Start { delay_seconds: self.delay_seconds, ..Start::default() }
    }

    /// The order of the new run. Limits without a key are for the key of the failed run, if it has one.
    pub(crate) fn apply(&self, failed: &Order) -> Order {
        let mut order = failed.clone();
        if let Some(retries) = self.max_retries {
            order.max_retries = retries;
        }
        if let Some(delay) = &self.retry_delay {
            order.retry_delay = Some(delay.clone());
        }
        if let Some(labels) = &self.labels {
            order.labels.clone_from(labels);
        }
        if let Some(flow) = &self.flow {
            order.flow = Some(flow.clone());
        } else if let (Some(flow), Some(limits)) = (&mut order.flow, self.limits) {
            flow.limits = Some(limits);
        }
        if let Some(url) = &self.failure_callback {
            let new = || FailureCallback {
                url: url.clone(),
                header: order.header.clone(),
                max_retries: order.max_retries,
                retry_delay: order.retry_delay.clone(),
                flow: None,
            };
            let callback = order.failure_callback.take();
            order.failure_callback =
                Some(callback.map_or_else(new, |old| FailureCallback { url: url.clone(), ..old }));
        }
        order
    }
}
