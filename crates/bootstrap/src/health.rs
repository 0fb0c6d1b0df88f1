//! Whether the process lives, and whether it should be sent requests.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use latchstring_web_kit::problem::Problem;
use serde_json::json;

use crate::faces::Machine;

/// `/healthz` answers as long as the process can; `/readyz` while the database answers and no stop was asked for.
pub(crate) fn router(machine: Machine) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "status": "ok" }))))
        .route("/readyz", get(ready))
        .with_state(Arc::new(machine))
}

async fn ready(State(machine): State<Arc<Machine>>) -> impl IntoResponse {
    let (status, word) = if machine.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if let Err(error) = machine.store.ping().await {
        tracing::warn!(error = &error as &dyn std::error::Error, "the database does not answer");
        (StatusCode::SERVICE_UNAVAILABLE, "database unavailable")
    } else {
        (StatusCode::OK, "ready")
    };
    (status, Json(json!({ "status": word })))
}

/// What a server that only works says to everything else.
pub(crate) async fn nothing_here() -> Problem {
    Problem::not_found("not-found", "There is nothing at this address: this server answers no requests.")
}
