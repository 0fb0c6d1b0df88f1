use axum::Json;
use axum::extract::State;
use latchstring_service::branding;
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::Refusals;
use crate::state::ApiState;

/// Get the branding
///
/// Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/workspace/branding", operation_id = "getBranding", tag = "Workspace",
    responses((status = 200, description = "How the workspace looks.", body = BrandingBody), Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<BrandingBody>, Problem> {
    let view = branding::get(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(view.into()))
}
