//! The signing keys: get, rotate.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::delivery::engine::Engine;
use crate::state::signing_keys::SigningKeys;

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new().route("/v2/keys", get(show)).route("/v2/keys/rotate", post(rotate))
}

async fn show(State(engine): State<Arc<Engine>>) -> Json<SigningKeys> {
    Json(engine.keys.lock().clone())
}

async fn rotate(State(engine): State<Arc<Engine>>) -> Json<SigningKeys> {
    let mut keys = engine.keys.lock();
    keys.rotate();
    Json(keys.clone())
}
