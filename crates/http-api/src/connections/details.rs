use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ConnectionId;
use latchstring_service::connection;
use latchstring_web_kit::problem::Problem;

use super::model::ConnectionBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get a connection
///
/// Needs the scope `connections:read`.
#[utoipa::path(
    get, path = "/connection/{connection_id}/details", operation_id = "getConnection", tag = "Connections",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    responses((status = 200, description = "The connection.", body = ConnectionBody), Missing, Refusals)
)]
pub(crate) async fn details(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ConnectionId>,
) -> Result<Json<ConnectionBody>, Problem> {
    let view = connection::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(view.into()))
}
