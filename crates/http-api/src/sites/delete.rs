use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::SiteId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::site::{self, DeleteSiteError};
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::schema::{Missing, Refusals, SiteInUse};
use crate::state::ApiState;

fn refused(error: DeleteSiteError) -> Problem {
    match error {
        DeleteSiteError::InUse => problem(ProblemCode::StillInUse, "A connection was made for the site."),
        DeleteSiteError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Delete a site
///
/// Only one that no connection was made for. Invitations that name it keep its id, and recipients are no longer
/// offered it. Needs the scope `invitations:write`.
#[utoipa::path(
    delete, path = "/site/{site_id}", operation_id = "deleteSite", tag = "Sites",
    params(("site_id" = uuid::Uuid, Path, description = "The site.")),
    responses((status = 204, description = "It is gone."), Missing, SiteInUse, Refusals)
)]
pub(crate) async fn delete(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<SiteId>,
) -> Result<StatusCode, Problem> {
    site::delete(api.latchstring(), &caller.0, id).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
