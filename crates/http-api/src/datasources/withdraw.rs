use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::ProviderId;
use latchstring_service::provider;
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Take a provider out of the catalog
///
/// Recipients do not find it any more, and flows and links that name it offer the rest. It is kept, `listed: false`, for
/// the connections made at it, which can still be repaired; `PATCH` with `listed: true` brings it back. Needs the scope
/// `workspace:manage`.
#[utoipa::path(
    delete, path = "/datasource/{datasource_id}", operation_id = "deleteDatasource", tag = "Providers",
    params(("datasource_id" = uuid::Uuid, Path, description = "The provider.")),
    responses((status = 204, description = "It is out of the catalog."), Missing, Refusals)
)]
pub(crate) async fn withdraw(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ProviderId>,
) -> Result<StatusCode, Problem> {
    provider::withdraw(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
