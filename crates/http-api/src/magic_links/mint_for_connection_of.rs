use axum::Json;
use latchstring_domain::id::{CompanyId, ConnectionId};
use latchstring_service::magic_link::{self, MintConnectionLink};
use latchstring_web_kit::problem::Problem;

use super::model::ConnectionLinkBody;
use super::refused::refused_repair;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathIds;
use crate::schema::{BadKey, Missing, Refusals, ReusedKey};

/// Mint a magic link that repairs a connection of a company
///
/// Deprecated: make a reconnect invitation instead. A connection of another company is not found. Needs the scopes
/// `invitations:write` and `links:reveal`.
#[utoipa::path(
    post, path = "/company/{company_id}/connection/{connection_id}/link", operation_id = "mintCompanyConnectionMagicLink", tag = "Magic links",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), 
        ("company_id" = uuid::Uuid, Path, description = "The company of the connection."),
        ("connection_id" = uuid::Uuid, Path, description = "The connection to be repaired."),
    ),
    responses(
        (status = 200, description = "The link.", body = ConnectionLinkBody),
        Missing, BadKey, ReusedKey, Refusals
    )
)]
pub(super) async fn mint_for_connection_of(
    Acting(api): Acting,
    caller: ApiCaller,
    PathIds(company_id, connection_id): PathIds<CompanyId, ConnectionId>,
) -> Result<Json<ConnectionLinkBody>, Problem> {
    let wish = MintConnectionLink { connection_id, company_id: Some(company_id), lifetime: None };
    let minted =
        magic_link::mint_connection_link(api.latchstring(), &caller.0, wish).await.map_err(refused_repair)?;
    Ok(Json(minted.into()))
}
