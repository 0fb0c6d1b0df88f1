use axum::Json;
use axum::extract::State;
use latchstring_service::workspace;
use latchstring_web_kit::problem::Problem;

use super::model::WorkspaceBody;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::Refusals;
use crate::state::ApiState;

/// Read the workspace
///
/// The one that the API key is of. Needs the scope `workspace:manage`.
#[utoipa::path(
    get, path = "/workspace", operation_id = "getWorkspace", tag = "Workspace",
    responses((status = 200, description = "The workspace.", body = WorkspaceBody), Refusals)
)]
pub(super) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<WorkspaceBody>, Problem> {
    let workspace = workspace::own(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(workspace.into()))
}
