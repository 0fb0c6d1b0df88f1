use axum::Json;
use axum::extract::State;
use latchstring_service::{branding, connector};
use latchstring_web_kit::problem::Problem;

use super::connector::ConnectorBody;
use super::path::InFlow;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// List the connectors of a flow
///
/// Needs the scope `connections:read`.
#[utoipa::path(
    get, path = "/v2/{env_id}/{flow_id}/supportedConnectors", operation_id = "supportedConnectors", tag = "Connectors",
    params(
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("flow_id" = String, Path, description = "The flow, by its key or its id."),
    ),
    responses(
        (status = 200, description = "The connectors, in the order in which they are offered.", body = Vec<ConnectorBody>),
        Missing, Refusals
    )
)]
pub(crate) async fn supported(
    State(api): State<ApiState>,
    caller: ApiCaller,
    InFlow { environment, flow }: InFlow,
) -> Result<Json<Vec<ConnectorBody>>, Problem> {
    let found =
        connector::supported(api.latchstring(), &caller.0, &environment, &flow).await.map_err(failed)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(found.iter().map(|one| ConnectorBody::new(one, &address)).collect()))
}
