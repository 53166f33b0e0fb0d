//! Failure callbacks over HTTP: retry and cancel.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::StatusCode;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::App;
use crate::callback::Refused;
use crate::dlq_id::DlqId;
use crate::drive;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/v2/workflows/dlq/callback/{dlqId}", post(retry).delete(cancel))
}

async fn retry(State(app): State<Arc<App>>, id: DlqId) -> Result<Json<Value>, ApiError> {
    let answer = {
        let mut dlq = app.dlq.lock();
        let entry = dlq.retry_callback(id).map_err(|why| refusal(id, why))?;
        json!({ "workflowRunId": entry.run_id(id), "workflowCreatedAt": entry.workflow_created_at })
    };
    app.spawn(drive::callback(Arc::clone(&app), id));
    Ok(Json(answer))
}

/// 302 without a `Location` is what the service documents.
async fn cancel(State(app): State<Arc<App>>, id: DlqId) -> Result<StatusCode, ApiError> {
    app.dlq.lock().cancel_callback(id).map_err(|why| refusal(id, why))?;
    Ok(StatusCode::FOUND)
}

fn refusal(id: DlqId, why: Refused) -> ApiError {
    match why {
        Refused::NoSuchEntry => ApiError::no_such_entry(id),
        why => ApiError::new(StatusCode::BAD_REQUEST, why.to_string()),
    }
}
