//! The document's reader: one page of our own, so that nothing is loaded from elsewhere and the policy stays strict.

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header;

use crate::openapi;
use crate::state::ApiState;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("viewer.css");
const SCRIPT: &str = include_str!("viewer.js");

/// The document and its reader.
pub(crate) fn routes() -> Router<ApiState> {
    Router::new()
        .route("/openapi.json", get(openapi::serve))
        .route("/docs", get(page))
        .route("/docs/viewer.css", get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)))
        .route(
            "/docs/viewer.js",
            get(async || ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)),
        )
}

async fn page(State(api): State<ApiState>) -> impl IntoResponse {
    (api.page_headers(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE)
}
