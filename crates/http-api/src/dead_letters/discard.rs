use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::OutboxId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::dead_letter::{self, DiscardError};
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::schema::{KeptWebhook, Missing, Refusals};
use crate::state::ApiState;

fn refused(error: DiscardError) -> Problem {
    match error {
        DiscardError::Webhook => problem(
            ProblemCode::StillInUse,
            "A webhook that was given up is kept as long as all webhooks are, and goes by itself.",
        ),
        DiscardError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Throw away work that was given up
///
/// What it promised will not happen. The sending of a webhook is not lost by it: the webhook is a dead letter then. Needs the scope
/// `workspace:manage`.
#[utoipa::path(
    delete, path = "/dead-letter/{dead_letter_id}", operation_id = "discardDeadLetter", tag = "Dead letters",
    params(("dead_letter_id" = uuid::Uuid, Path, description = "The dead letter.")),
    responses((status = 204, description = "It is gone."), Missing, KeptWebhook, Refusals)
)]
pub(super) async fn discard(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<OutboxId>,
) -> Result<StatusCode, Problem> {
    dead_letter::discard(api.latchstring(), &caller.0, id.as_uuid()).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
