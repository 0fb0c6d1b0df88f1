use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::CompanyId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::company::{self, DeleteCompanyError};
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::schema::{CompanyInUse, Missing, Refusals};
use crate::state::ApiState;

fn refused(error: DeleteCompanyError) -> Problem {
    match error {
        DeleteCompanyError::InUse => {
            let detail = "The company still has sites, invitations or connections.";
            problem(ProblemCode::StillInUse, detail)
        }
        DeleteCompanyError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Delete a company
///
/// Only one without sites, invitations and connections. Needs the scope `invitations:write`.
#[utoipa::path(
    delete, path = "/company/{company_id}", operation_id = "deleteCompany", tag = "Companies",
    params(("company_id" = uuid::Uuid, Path, description = "The company.")),
    responses((status = 204, description = "It is gone."), Missing, CompanyInUse, Refusals)
)]
pub(crate) async fn delete(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<CompanyId>,
) -> Result<StatusCode, Problem> {
    company::delete(api.latchstring(), &caller.0, id).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
