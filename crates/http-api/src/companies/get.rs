use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_service::company;
use latchstring_web_kit::problem::Problem;

use super::model::CompanyBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get a company
///
/// With its sites. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/company/{company_id}", operation_id = "getCompany", tag = "Companies",
    params(("company_id" = uuid::Uuid, Path, description = "The company.")),
    responses((status = 200, description = "The company.", body = CompanyBody), Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<CompanyId>,
) -> Result<Json<CompanyBody>, Problem> {
    let view = company::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(view.into()))
}
