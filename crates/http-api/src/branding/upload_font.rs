use axum::Json;
use axum::extract::State;
use latchstring_service::branding::Slot;
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use super::upload;
use crate::auth::ApiCaller;
use crate::read::FileBody;
use crate::schema::{BadFile, FileSchema, Refusals};
use crate::state::ApiState;

/// Upload the font
///
/// A WOFF2 font of at most 256 KiB. Pages have it once `font` is `own`. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/workspace/branding/font", operation_id = "uploadFont", tag = "Workspace",
    request_body(
        content((FileSchema = "font/woff2")),
        description = "The font itself: WOFF2, at most 256 KiB."
    ),
    responses((status = 200, description = "How the workspace looks.", body = BrandingBody), BadFile, Refusals)
)]
pub(crate) async fn upload(
    State(api): State<ApiState>,
    caller: ApiCaller,
    FileBody(bytes): FileBody,
) -> Result<Json<BrandingBody>, Problem> {
    upload::take(&api, &caller, Slot::Font, &bytes).await
}
