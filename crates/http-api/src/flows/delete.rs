use axum::extract::State;
use http::StatusCode;
use latchstring_domain::key::FlowKey;
use latchstring_service::flow;
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Delete a flow
///
/// The connections made in it stay. A link that offers nothing else tells its recipient to ask for a new one. Needs the
/// scope `workspace:manage`.
#[utoipa::path(
    delete, path = "/flow/{flow_id}", operation_id = "deleteFlow", tag = "Flows",
    params(("flow_id" = String, Path, description = "The flow, by its key or its id.")),
    responses((status = 204, description = "It is gone."), Missing, Refusals)
)]
pub(crate) async fn delete(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(flow): PathId<FlowKey>,
) -> Result<StatusCode, Problem> {
    flow::delete(api.latchstring(), &caller.0, &flow).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
