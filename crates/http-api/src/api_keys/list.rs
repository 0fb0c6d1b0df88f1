use axum::Json;
use axum::extract::State;
use latchstring_service::api_key;
use latchstring_web_kit::problem::Problem;

use super::model::ApiKeyBody;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::Refusals;
use crate::state::ApiState;

/// List the API keys
///
/// All of them, oldest first, revoked and expired ones among them; never their texts. Needs the scope `workspace:manage`.
#[utoipa::path(
    get, path = "/api-key", operation_id = "listApiKeys", tag = "Workspace",
    responses((status = 200, description = "The keys.", body = Vec<ApiKeyBody>), Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<Vec<ApiKeyBody>>, Problem> {
    let keys = api_key::list(api.latchstring(), &caller.0).await.map_err(failed)?;
    let now = api.latchstring().now();
    Ok(Json(keys.into_iter().map(|key| ApiKeyBody::new(key, now)).collect()))
}
