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

/// Get a provider
///
/// Whether recipients find it or not. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/datasource/{datasource_id}", operation_id = "getDatasource", tag = "Providers",
    params(("datasource_id" = uuid::Uuid, Path, description = "The provider.")),
    responses((status = 200, description = "The provider.", body = DatasourceBody), Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ProviderId>,
) -> Result<Json<DatasourceBody>, Problem> {
    let provider = provider::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(DatasourceBody::new(provider, &address)))
}
