use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::ApiState;

/// That the server answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pong {
    /// The server's version.
    #[schema(example = "0.1.0")]
    version: &'static str,
}

/// Ask whether the server answers
///
/// Needs no API key and asks no database.
#[utoipa::path(
    get, path = "/ping", operation_id = "ping", tag = "Service", security(()),
    responses((status = 200, description = "It does.", body = Pong))
)]
pub(crate) async fn ping(State(api): State<ApiState>) -> Json<Pong> {
    Json(Pong { version: api.version() })
}
