use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ConnectionId;
use latchstring_service::connection;
use latchstring_service::magic_link::{self, MintConnectionLink, Minted};
use latchstring_web_kit::problem::Problem;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use super::refused::refused_repair;
use crate::auth::ApiCaller;
use crate::connections::ConnectionBody;
use crate::path::PathId;
use crate::problem::failed;
use crate::reveal::expose;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// A connection, and a new link that repairs it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ConnectionWithMagicLink)]
pub(super) struct ConnectionWithLinkBody {
    #[serde(flatten)]
    connection: ConnectionBody,
    /// The secret in the link's URL.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    connection_magic_link_secret: SecretString,
    /// The URL that the recipient opens.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    magic_link_url: SecretString,
}

/// Get a connection and mint a magic link that repairs it
///
/// Deprecated: get the connection from `/connection/{connection_id}/details`, and make a reconnect invitation when it
/// has to be repaired. Each call mints another link, as the interface has it, so nothing that follows links by itself
/// may be let near it; HEAD is refused. Needs the scopes `connections:read`, `invitations:write` and `links:reveal`.
#[utoipa::path(
    get, path = "/connection/{connection_id}", operation_id = "getConnectionWithMagicLink", tag = "Magic links",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    responses(
        (status = 200, description = "The connection and the link.", body = ConnectionWithLinkBody),
        Missing, Refusals
    )
)]
pub(super) async fn mint_with_connection(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(connection_id): PathId<ConnectionId>,
) -> Result<Json<ConnectionWithLinkBody>, Problem> {
    // First, so that a key that may not read the connection leaves no link behind.
    let view = connection::get(api.latchstring(), &caller.0, connection_id).await.map_err(failed)?;
    let wish = MintConnectionLink { connection_id, company_id: None, lifetime: None };
    let Minted { link: _, company: _, secret, url } =
        magic_link::mint_connection_link(api.latchstring(), &caller.0, wish).await.map_err(refused_repair)?;
    Ok(Json(ConnectionWithLinkBody {
        connection: view.into(),
        connection_magic_link_secret: secret,
        magic_link_url: url,
    }))
}
