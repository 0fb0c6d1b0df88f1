use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_service::site;
use latchstring_web_kit::problem::Problem;

use super::model::SiteBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// List the sites of a company
///
/// Oldest first. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/site/company/{company_id}", operation_id = "listSites", tag = "Sites",
    params(("company_id" = uuid::Uuid, Path, description = "The company.")),
    responses((status = 200, description = "The sites.", body = Vec<SiteBody>), Missing, Refusals)
)]
pub(crate) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
) -> Result<Json<Vec<SiteBody>>, Problem> {
    let sites = site::list(api.latchstring(), &caller.0, company_id).await.map_err(failed)?;
    Ok(Json(sites.into_iter().map(Into::into).collect()))
}
