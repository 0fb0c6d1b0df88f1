//! Whether the process lives, and whether it should be sent requests.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use latchstring_storage::Store;
use serde_json::json;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

#[derive(Clone)]
struct Health {
    store: Arc<dyn Store>,
    stopping: CancellationToken,
}

/// `/healthz` answers as long as the process can; `/readyz` while the database answers and no stop was asked for.
pub(crate) fn router(store: Arc<dyn Store>, stopping: CancellationToken) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "status": "ok" }))))
        .route("/readyz", get(ready))
        .with_state(Health { store, stopping })
}

async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let (status, word) = if health.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if let Err(error) = health.store.ping().await {
        tracing::warn!(error = &error as &dyn std::error::Error, "the database does not answer");
        (StatusCode::SERVICE_UNAVAILABLE, "database unavailable")
    } else {
        (StatusCode::OK, "ready")
    };
    (status, Json(json!({ "status": word })))
}
