use axum::Json;
use axum::extract::State;
use latchstring_domain::id::OutboxId;
use latchstring_service::dead_letter;
use latchstring_web_kit::problem::Problem;

use super::model::DeadLetterBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get something that was given up
///
/// Needs the scope `workspace:manage`.
#[utoipa::path(
    get, path = "/dead-letter/{dead_letter_id}", operation_id = "getDeadLetter", tag = "Dead letters",
    params(("dead_letter_id" = uuid::Uuid, Path, description = "The dead letter.")),
    responses((status = 200, description = "The dead letter.", body = DeadLetterBody), Missing, Refusals)
)]
pub(super) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<OutboxId>,
) -> Result<Json<DeadLetterBody>, Problem> {
    let letter = dead_letter::get(api.latchstring(), &caller.0, id.as_uuid()).await.map_err(failed)?;
    Ok(Json(letter.into()))
}
