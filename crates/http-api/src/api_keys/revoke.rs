use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::ApiKeyId;
use latchstring_service::api_key;
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Revoke an API key
///
/// It lets nobody in from the next request on, the caller's own key included; the list goes on showing it. Revoking one
/// again changes nothing. Needs the scope `workspace:manage`.
#[utoipa::path(
    delete, path = "/api-key/{api_key_id}", operation_id = "revokeApiKey", tag = "Workspace",
    params(("api_key_id" = uuid::Uuid, Path, description = "The key's id; not its text.")),
    responses((status = 204, description = "It is revoked."), Missing, Refusals)
)]
pub(super) async fn revoke(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    api_key::revoke(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
