//! All routes, and the answers to what is none of them.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use http::{Method, StatusCode, Uri};

use crate::api_error::ApiError;
use crate::app::App;
use crate::{
    bulk_routes, callback_routes, compat_routes, dlq_routes, flow_routes, intake, key_routes,
    log_routes, notify_routes, rerun_routes, run_routes, status_page_routes, trigger_routes,
};

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(dlq_routes::routes())
        .merge(callback_routes::routes())
        .merge(key_routes::routes())
        .merge(trigger_routes::routes())
        .merge(run_routes::routes())
        .merge(log_routes::routes())
        .merge(rerun_routes::routes())
        .merge(bulk_routes::routes())
        .merge(flow_routes::routes())
        .merge(notify_routes::routes())
        .merge(compat_routes::routes())
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
