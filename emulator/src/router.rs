//! All routes, and the answers to what is none of them.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use http::{Method, StatusCode, Uri};

use crate::api_error::ApiError;
use crate::app::App;
use crate::{callback_routes, dlq_routes, intake, key_routes, status_page_routes, unbuilt};

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(dlq_routes::routes())
        .merge(callback_routes::routes())
        .merge(key_routes::routes())
        .merge(unbuilt::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&app), intake::take_in))
        // After the layer of what every request of the API goes through: a browser that looks each second is none.
        .merge(status_page_routes::routes().method_not_allowed_fallback(wrong_method))
        .layer(from_fn(intake::mark_answer))
        .with_state(app)
}

async fn unknown_route(uri: Uri) -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, format!("there is nothing at {}", uri.path()))
}

async fn wrong_method(method: Method, uri: Uri) -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{method} is not allowed at {}", uri.path()),
    )
}
