use axum::Json;
use axum::extract::State;
use latchstring_service::branding::Slot;
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use super::upload;
use crate::auth::ApiCaller;
use crate::read::PictureBody;
use crate::schema::{BadFile, FileSchema, PictureAddress, Refusals};
use crate::state::ApiState;

/// Upload the favicon
///
/// The picture in a browser's tab. It is drawn anew as a square PNG of at most 64 pixels. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/workspace/branding/favicon", operation_id = "uploadFavicon", tag = "Workspace",
    request_body(
        content((FileSchema = "image/png"), (FileSchema = "image/jpeg"), (FileSchema = "image/webp"), (PictureAddress = "application/json")),
        description = "The picture itself: PNG, JPEG or WebP, at most 512 KiB and 2048 pixels a side; or, as JSON, the address that it is fetched from, this once."
    ),
    responses((status = 200, description = "How the workspace looks.", body = BrandingBody), BadFile, Refusals)
)]
pub(crate) async fn upload(
    State(api): State<ApiState>,
    caller: ApiCaller,
    body: PictureBody,
) -> Result<Json<BrandingBody>, Problem> {
    upload::take_picture(&api, &caller, Slot::Favicon, body).await
}
