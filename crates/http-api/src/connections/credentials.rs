use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ConnectionId;
use latchstring_service::connection;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::reveal::Revealed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// What a connection signs in with.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Credentials)]
pub(crate) struct CredentialsBody {
    /// The values by the key of their field; none, once the connection is ended.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"username": "dana@harbour.example", "password": "the password"}))]
    credentials: Revealed,
}

/// Read the credentials of a connection
///
/// For your collector alone. Each reading is an event of the connection. Needs the scope `credentials:read`, which no
/// key has unless it was asked for.
#[utoipa::path(
    get, path = "/connection/{connection_id}/credentials", operation_id = "readCredentials", tag = "Connections",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    responses((status = 200, description = "The credentials.", body = CredentialsBody), Missing, Refusals)
)]
pub(crate) async fn credentials(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ConnectionId>,
) -> Result<Json<CredentialsBody>, Problem> {
    let read = connection::read_credentials(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(CredentialsBody { credentials: Revealed(read) }))
}
