use axum::Json;
use latchstring_domain::id::ConnectionId;
use latchstring_service::magic_link::{self, MintConnectionLink};
use latchstring_web_kit::problem::Problem;

use super::model::ConnectionLinkBody;
use super::refused::refused_repair;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathId;
use crate::schema::{BadKey, Missing, Refusals, ReusedKey};

/// Mint a magic link that repairs a connection
///
/// Deprecated: make a reconnect invitation instead. The link lives as long as the workspace says, and works until then.
/// Needs the scopes `invitations:write` and `links:reveal`.
#[utoipa::path(
    post, path = "/connection/{connection_id}", operation_id = "mintConnectionMagicLink", tag = "Magic links",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("connection_id" = uuid::Uuid, Path, description = "The connection to be repaired.")),
    responses(
        (status = 200, description = "The link.", body = ConnectionLinkBody),
        Missing, BadKey, ReusedKey, Refusals
    )
)]
pub(super) async fn mint_for_connection(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(connection_id): PathId<ConnectionId>,
) -> Result<Json<ConnectionLinkBody>, Problem> {
    let wish = MintConnectionLink { connection_id, company_id: None, lifetime: None };
    let minted =
        magic_link::mint_connection_link(api.latchstring(), &caller.0, wish).await.map_err(refused_repair)?;
    Ok(Json(minted.into()))
}
