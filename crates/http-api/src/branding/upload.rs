use axum::Json;
use bytes::Bytes;
use latchstring_service::branding::{self, Slot, UploadError};
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use crate::auth::ApiCaller;
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Refused, invalid};
use crate::state::ApiState;

/// What the three uploads have in common.
pub(super) async fn take(
    api: &ApiState,
    caller: &ApiCaller,
    slot: Slot,
    bytes: &Bytes,
) -> Result<Json<BrandingBody>, Problem> {
    let view = branding::upload(api.latchstring(), &caller.0, slot, bytes).await.map_err(refused)?;
    Ok(Json(view.into()))
}

/// What the three removals have in common.
pub(super) async fn remove(
    api: &ApiState,
    caller: &ApiCaller,
    slot: Slot,
) -> Result<Json<BrandingBody>, Problem> {
    let view = branding::remove(api.latchstring(), &caller.0, slot).await.map_err(failed)?;
    Ok(Json(view.into()))
}

/// The pointer is the whole body: it has no fields.
fn refused(error: UploadError) -> Problem {
    match error {
        UploadError::Picture(why) => invalid([Refused::saying(FieldCode::InvalidPicture, why).at("")]),
        UploadError::Font(why) => invalid([Refused::saying(FieldCode::InvalidFont, why).at("")]),
        UploadError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}
