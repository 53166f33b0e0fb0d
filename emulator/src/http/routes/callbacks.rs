//! Failure callbacks: retry, cancel.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::StatusCode;
use serde_json::{Value, json};

use crate::delivery::engine::Engine;
use crate::delivery::tasks::deliver_callback;
use crate::http::api_error::ApiError;
use crate::state::callback::Refused;
use crate::state::dlq_id::DlqId;

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new().route("/v2/workflows/dlq/callback/{dlqId}", post(retry).delete(cancel))
}

async fn retry(State(engine): State<Arc<Engine>>, id: DlqId) -> Result<Json<Value>, ApiError> {
    let response = {
        let mut dlq = engine.dlq.lock();
        let entry = dlq.retry_callback(id).map_err(|why| refusal(id, why))?;
        json!({ "workflowRunId": entry.run_id(id), "workflowCreatedAt": entry.workflow_created_at })
    };
    engine.spawn(deliver_callback(Arc::clone(&engine), id));
    Ok(Json(response))
}

/// The service documents a 302 without a `Location`.
async fn cancel(State(engine): State<Arc<Engine>>, id: DlqId) -> Result<StatusCode, ApiError> {
    engine.dlq.lock().cancel_callback(id).map_err(|why| refusal(id, why))?;
    Ok(StatusCode::FOUND)
}

fn refusal(id: DlqId, why: Refused) -> ApiError {
    match why {
        Refused::NoSuchEntry => ApiError::no_such_entry(id),
        why => ApiError::new(StatusCode::BAD_REQUEST, why.to_string()),
    }
}
