use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ConnectionId;
use latchstring_service::connection;
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::events::EventBody;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// List what happened to a connection
///
/// Oldest first. Needs the scope `connections:read`.
#[utoipa::path(
    get, path = "/connection/{connection_id}/events", operation_id = "listConnectionEvents", tag = "Connections",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    responses((status = 200, description = "The events.", body = Vec<EventBody>), Missing, Refusals)
)]
pub(crate) async fn events(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ConnectionId>,
) -> Result<Json<Vec<EventBody>>, Problem> {
    let events = connection::events(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(events.into_iter().map(Into::into).collect()))
}
