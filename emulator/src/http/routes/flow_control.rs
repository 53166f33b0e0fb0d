//! Flow control: list and get keys, change them, get the global parallelism.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use http::StatusCode;
use http::request::Parts;
use serde_json::{Value, json};

use crate::delivery::engine::Engine;
use crate::http::api_error::ApiError;
use crate::http::control_headers::is_key;
use crate::http::query::Query;
use crate::state::clock::now_ms;
use crate::state::flow_control::{FlowKeys, KeyView};
use crate::state::run_spec::{Limits, Rate};

/// The longest period, in seconds: a week.
const LONGEST_PERIOD: u64 = 7 * 24 * 60 * 60;

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new()
        .route("/v2/flowControl", get(list))
        .route("/v2/flowControl/{flowControlKey}", get(show))
        .route("/v2/flowControl/{flowControlKey}/pause", post(pause))
        .route("/v2/flowControl/{flowControlKey}/resume", post(resume))
        .route("/v2/flowControl/{flowControlKey}/pin", post(pin))
        .route("/v2/flowControl/{flowControlKey}/unpin", post(unpin))
        .route("/v2/flowControl/{flowControlKey}/resetRate", post(reset_rate))
        .route("/v2/globalParallelism", get(global))
}

async fn list(
    State(engine): State<Arc<Engine>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Vec<KeyView>>, ApiError> {
    let search = query.one("search")?.unwrap_or_default();
    Ok(Json(engine.limiter.read(|keys| keys.views(search, now_ms()))))
}

async fn show(State(engine): State<Arc<Engine>>, Key(key): Key) -> Result<Response, ApiError> {
    let view = engine.limiter.read(|keys| keys.view(&key, now_ms()));
    let unknown = || ApiError::not_found(format!("there is no flow-control key `{key}`"));
    Ok(Json(view.ok_or_else(unknown)?).into_response())
}

async fn pause(State(engine): State<Arc<Engine>>, Key(key): Key) -> StatusCode {
    engine.limiter.update(|keys| keys.pause(&key));
    StatusCode::OK
}

async fn resume(State(engine): State<Arc<Engine>>, Key(key): Key) -> StatusCode {
    engine.limiter.update(|keys| keys.resume(&key));
    StatusCode::OK
}

async fn pin(
    State(engine): State<Arc<Engine>>,
    Key(key): Key,
    Extension(query): Extension<Query>,
) -> Result<StatusCode, ApiError> {
    let limits = limits(&query)?;
    engine.limiter.update(|keys| keys.pin(&key, limits, now_ms()));
    Ok(StatusCode::OK)
}

fn limits(query: &Query) -> Result<Limits, ApiError> {
    let small = |name, max: u64| {
        let number = query.number(name, 1, max)?;
        Ok::<_, ApiError>(number.and_then(|number| u32::try_from(number).ok()))
    };
    let parallelism = small("parallelism", u32::MAX.into())?;
    let rate = small("rate", u32::MAX.into())?;
    let period = small("period", LONGEST_PERIOD)?;
    if rate.is_none() && period.is_some() {
        return Err(ApiError::parameter("period", "needs a `rate` beside it"));
    }
    if rate.is_none() && parallelism.is_none() {
        return Err(ApiError::bad_request("nothing to pin: give `parallelism`, `rate` or both"));
    }
    let rate = rate.map(|max| Rate { max, period_seconds: period.unwrap_or(1) });
    Ok(Limits { parallelism, rate })
}

async fn unpin(
    State(engine): State<Arc<Engine>>,
    Key(key): Key,
    Extension(query): Extension<Query>,
) -> Result<StatusCode, ApiError> {
    let (parallelism, rate) = (query.flag("parallelism")?, query.flag("rate")?);
    engine.limiter.update(|keys| keys.unpin(&key, parallelism, rate));
    Ok(StatusCode::OK)
}

async fn reset_rate(State(engine): State<Arc<Engine>>, Key(key): Key) -> StatusCode {
    engine.limiter.update(|keys| keys.reset_rate(&key, now_ms()));
    StatusCode::OK
}

async fn global(State(engine): State<Arc<Engine>>) -> Json<Value> {
    let (max, running) = engine.limiter.read(FlowKeys::global);
    Json(json!({ "parallelismMax": max, "parallelismCount": running }))
}

/// The `{flowControlKey}` of a path.
struct Key(String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(key)) if is_key(&key) => Ok(Self(key)),
            _ => Err(ApiError::parameter(
                "flowControlKey",
                "must be letters, digits, `_`, `.` and `-`",
            )),
        }
    }
}
