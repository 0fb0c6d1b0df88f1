use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ProviderId;
use latchstring_service::{branding, provider};
use latchstring_web_kit::problem::Problem;

use super::model::DatasourceBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Remove the logo of a provider
///
/// One that is not there is none the less gone. Needs the scope `workspace:manage`.
#[utoipa::path(
    delete, path = "/datasource/{datasource_id}/logo", operation_id = "removeDatasourceLogo", tag = "Providers",
    params(("datasource_id" = uuid::Uuid, Path, description = "The provider.")),
    responses((status = 200, description = "The provider.", body = DatasourceBody), Missing, Refusals)
)]
pub(crate) async fn remove(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ProviderId>,
) -> Result<Json<DatasourceBody>, Problem> {
    let provider = provider::set_logo(api.latchstring(), &caller.0, id, None).await.map_err(failed)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(DatasourceBody::new(provider, &address)))
}
