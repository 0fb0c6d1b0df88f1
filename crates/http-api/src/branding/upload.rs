use axum::Json;
use bytes::Bytes;
use latchstring_service::branding::{self, FetchPictureError, Slot, UploadError};
use latchstring_service::ports::FetchError;
use latchstring_web_kit::problem::Problem;

use super::model::BrandingBody;
use crate::auth::ApiCaller;
use crate::problem::{defect, failed};
use crate::read::{FieldCode, PictureBody, Refused, invalid};
use crate::state::ApiState;

/// What the uploads have in common.
pub(super) async fn take(
    api: &ApiState,
    caller: &ApiCaller,
    slot: Slot,
    bytes: &Bytes,
) -> Result<Json<BrandingBody>, Problem> {
    let view = branding::upload(api.latchstring(), &caller.0, slot, bytes).await;
    Ok(Json(view.map_err(|error| refused(error, ""))?.into()))
}

/// The same for a picture, which may be given by its address.
pub(super) async fn take_picture(
    api: &ApiState,
    caller: &ApiCaller,
    slot: Slot,
    body: PictureBody,
) -> Result<Json<BrandingBody>, Problem> {
    let url = match body {
        PictureBody::File(bytes) => return take(api, caller, slot, &bytes).await,
        PictureBody::At(url) => url,
    };
    let view = branding::fetch(api.latchstring(), &caller.0, slot, &url).await;
    Ok(Json(view.map_err(|error| refused(error, "/url"))?.into()))
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

/// The problem of a file that was given at `pointer`: the whole body, which has no fields, or an address.
pub(crate) fn refused(error: UploadError, pointer: &str) -> Problem {
    let refused = match error {
        UploadError::Fetch(FetchPictureError::Failed(failure)) | UploadError::Failed(failure) => {
            return failed(failure);
        }
        UploadError::Fetch(why) => not_fetched(&why),
        UploadError::Picture(why) => Refused::saying(FieldCode::InvalidPicture, why),
        UploadError::Font(why) => Refused::saying(FieldCode::InvalidFont, why),
        other => return defect(&other),
    };
    invalid([refused.at(pointer)])
}

fn not_fetched(why: &FetchPictureError) -> Refused {
    let code = match why {
        FetchPictureError::NotHttps => FieldCode::InvalidUrl,
        FetchPictureError::NoWay => FieldCode::NotSupported,
        FetchPictureError::NotOwn => FieldCode::NotUploaded,
        FetchPictureError::Fetch(FetchError::Forbidden) => FieldCode::UrlNotAllowed,
        FetchPictureError::Fetch(FetchError::TooLarge) => FieldCode::TooLarge,
        _ => FieldCode::NotReached,
    };
    Refused::saying(code, why)
}
