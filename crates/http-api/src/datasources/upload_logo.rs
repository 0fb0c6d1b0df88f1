use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ProviderId;
use latchstring_service::branding;
use latchstring_service::provider::{self, Emblem};
use latchstring_web_kit::problem::Problem;

use super::model::DatasourceBody;
use crate::auth::ApiCaller;
use crate::branding::refused;
use crate::path::PathId;
use crate::problem::failed;
use crate::read::PictureBody;
use crate::schema::{BadFile, FileSchema, Missing, PictureAddress, Refusals};
use crate::state::ApiState;

/// Upload the logo of a provider
///
/// The picture beside its name. It is drawn anew as PNG, at most 120 pixels wide and high. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/datasource/{datasource_id}/logo", operation_id = "uploadDatasourceLogo", tag = "Providers",
    params(("datasource_id" = uuid::Uuid, Path, description = "The provider.")),
    request_body(
        content((FileSchema = "image/png"), (FileSchema = "image/jpeg"), (FileSchema = "image/webp"), (PictureAddress = "application/json")),
        description = "The picture itself: PNG, JPEG or WebP, at most 512 KiB and 2048 pixels a side; or, as JSON, the address that it is fetched from, this once."
    ),
    responses((status = 200, description = "The provider.", body = DatasourceBody), BadFile, Missing, Refusals)
)]
pub(crate) async fn upload(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ProviderId>,
    body: PictureBody,
) -> Result<Json<DatasourceBody>, Problem> {
    let ls = api.latchstring();
    // Whose it is comes before what is at an address: for another's provider nothing is fetched.
    provider::may_set_logo(ls, &caller.0, id).await.map_err(failed)?;
    let logo = match body {
        PictureBody::File(bytes) => Emblem::draw(&bytes).map_err(|why| refused(why.into(), ""))?,
        PictureBody::At(url) => {
            Emblem::fetch(ls, &caller.0, &url).await.map_err(|error| refused(error, "/url"))?
        }
    };
    let provider = provider::set_logo(ls, &caller.0, id, Some(&logo)).await.map_err(failed)?;
    let address = branding::address(ls, &caller.0).await.map_err(failed)?;
    Ok(Json(DatasourceBody::new(provider, &address)))
}
