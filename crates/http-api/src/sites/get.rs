use axum::Json;
use axum::extract::State;
use latchstring_domain::id::SiteId;
use latchstring_service::site;
use latchstring_web_kit::problem::Problem;

use super::model::SiteBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get a site
///
/// Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/site/{site_id}", operation_id = "getSite", tag = "Sites",
    params(("site_id" = uuid::Uuid, Path, description = "The site.")),
    responses((status = 200, description = "The site.", body = SiteBody), Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<SiteId>,
) -> Result<Json<SiteBody>, Problem> {
    let site = site::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(site.into()))
}
