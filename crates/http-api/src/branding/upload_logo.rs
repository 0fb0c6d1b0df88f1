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

/// Upload the logo
///
/// The picture at the top of pages and mails. It is drawn anew as PNG, at most 480 pixels wide and 120 high. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/workspace/branding/logo", operation_id = "uploadLogo", tag = "Workspace",
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
    upload::take_picture(&api, &caller, Slot::Logo, body).await
}
