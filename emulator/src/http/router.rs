//! The router of all paths, and the errors for unknown paths and wrong methods.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use http::{Method, StatusCode, Uri};

use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::middleware;
use crate::http::routes::{
    bulk_actions, callbacks, compat, dlq, flow_control, keys, logs, notify, page, rerun, runs,
    trigger,
};

pub(crate) fn router(app: Arc<App>) -> Router {
    let on_engine = Router::new()
        .merge(callbacks::routes())
        .merge(flow_control::routes())
        .merge(keys::routes())
        .merge(notify::routes())
        .merge(rerun::routes())
        .merge(runs::routes())
        .merge(trigger::routes())
        .with_state(Arc::clone(&app.engine));
    let page = page::routes().with_state(Arc::clone(&app.engine));
    Router::new()
        .merge(on_engine)
        .merge(bulk_actions::routes())
        .merge(compat::routes())
        .merge(dlq::routes())
        .merge(logs::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&app), middleware::handle))
        // Outside that layer: the page is not part of the API, and reloads itself every second.
        .merge(page.method_not_allowed_fallback(wrong_method))
        .layer(from_fn(middleware::mark_responded))
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
