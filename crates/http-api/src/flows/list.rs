use axum::Json;
use axum::extract::State;
use latchstring_service::flow;
use latchstring_web_kit::problem::Problem;

use super::model::FlowBody;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::Refusals;
use crate::state::ApiState;

/// List the flows
///
/// All of them, oldest first. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/flow", operation_id = "listFlows", tag = "Flows",
    responses((status = 200, description = "The flows.", body = Vec<FlowBody>), Refusals)
)]
pub(crate) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<Vec<FlowBody>>, Problem> {
    let flows = flow::list(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(flows.into_iter().map(Into::into).collect()))
}
