use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ApiKeyId;
use latchstring_service::api_key;
use latchstring_web_kit::problem::Problem;

use super::model::ApiKeyBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get an API key
///
/// What is known of it, never its text. Needs the scope `workspace:manage`.
#[utoipa::path(
    get, path = "/api-key/{api_key_id}", operation_id = "getApiKey", tag = "Workspace",
    params(("api_key_id" = uuid::Uuid, Path, description = "The key's id; not its text.")),
    responses((status = 200, description = "The key.", body = ApiKeyBody), Missing, Refusals)
)]
pub(super) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ApiKeyId>,
) -> Result<Json<ApiKeyBody>, Problem> {
    let key = api_key::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(ApiKeyBody::new(key, api.latchstring().now())))
}
