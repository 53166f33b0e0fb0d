//! The signing keys over HTTP: look at them, rotate them.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::app::App;
use crate::keys::SigningKeys;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/v2/keys", get(show)).route("/v2/keys/rotate", post(rotate))
}

async fn show(State(app): State<Arc<App>>) -> Json<SigningKeys> {
    Json(app.keys.lock().clone())
}

async fn rotate(State(app): State<Arc<App>>) -> Json<SigningKeys> {
    let mut keys = app.keys.lock();
    keys.rotate();
    Json(keys.clone())
}
