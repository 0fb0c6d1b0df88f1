use axum::Json;
use axum::extract::State;
use latchstring_service::branding::Slot;
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use super::upload;
use crate::auth::ApiCaller;
use crate::schema::Refusals;
use crate::state::ApiState;

/// Remove the font
///
/// One that is not there is none the less gone. Needs the scope `workspace:manage`.
#[utoipa::path(
    delete, path = "/workspace/branding/font", operation_id = "removeFont", tag = "Workspace",
    responses((status = 200, description = "How the workspace looks.", body = BrandingBody), Refusals)
)]
pub(crate) async fn remove(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<BrandingBody>, Problem> {
    upload::remove(&api, &caller, Slot::Font).await
}
