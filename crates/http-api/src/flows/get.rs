use axum::Json;
use axum::extract::State;
use latchstring_domain::key::FlowKey;
use latchstring_service::flow;
use latchstring_web_kit::problem::Problem;

use super::model::FlowBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get a flow
///
/// Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/flow/{flow_id}", operation_id = "getFlow", tag = "Flows",
    params(("flow_id" = String, Path, description = "The flow, by its key or its id.")),
    responses((status = 200, description = "The flow.", body = FlowBody), Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(flow): PathId<FlowKey>,
) -> Result<Json<FlowBody>, Problem> {
    let view = flow::get(api.latchstring(), &caller.0, &flow).await.map_err(failed)?;
    Ok(Json(view.into()))
}
