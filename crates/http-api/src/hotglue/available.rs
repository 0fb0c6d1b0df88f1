use axum::Json;
use axum::extract::State;
use latchstring_service::{branding, connector};
use latchstring_web_kit::problem::Problem;

use super::connector::ConnectorBody;
use super::path::Environment;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// List every connector of the catalog
///
/// Needs the scope `connections:read`.
#[utoipa::path(
    get, path = "/v2/{env_id}/availableConnectors", operation_id = "availableConnectors", tag = "Connectors",
    params(("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id.")),
    responses((status = 200, description = "The connectors, by id.", body = Vec<ConnectorBody>), Missing, Refusals)
)]
pub(crate) async fn available(
    State(api): State<ApiState>,
    caller: ApiCaller,
    Environment(environment): Environment,
) -> Result<Json<Vec<ConnectorBody>>, Problem> {
    let found = connector::available(api.latchstring(), &caller.0, &environment).await.map_err(failed)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(found.iter().map(|one| ConnectorBody::new(one, &address)).collect()))
}
