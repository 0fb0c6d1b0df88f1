use axum::Json;
use axum::extract::State;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::RevokeError;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::invitation::{self, RevokeInvitationError};
use latchstring_web_kit::problem::Problem;

use super::model::InvitationBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::schema::{Missing, NotRevocable, Refusals};
use crate::state::ApiState;

fn refused(error: RevokeInvitationError) -> Problem {
    match error {
        RevokeInvitationError::NotActive(why) => not_active(why),
        RevokeInvitationError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

fn not_active(why: RevokeError) -> Problem {
    match why {
        RevokeError::Fulfilled => {
            let detail = "The invitation is fulfilled; there is nothing left to revoke.";
            problem(ProblemCode::InvitationFulfilled, detail)
        }
        RevokeError::Expired { at } => {
            let detail = format!("The invitation expired at {at}; there is nothing left to revoke.");
            problem(ProblemCode::InvitationExpired, detail)
        }
    }
}

/// Revoke an invitation
///
/// Once this has been answered, no use of the link begins. Revoking again changes nothing and answers the same. Needs
/// the scope `invitations:write`.
#[utoipa::path(
    post, path = "/invitation/{invitation_id}/revoke", operation_id = "revokeInvitation", tag = "Invitations",
    params(("invitation_id" = uuid::Uuid, Path, description = "The invitation.")),
    responses((status = 200, description = "The invitation, revoked.", body = InvitationBody), Missing, NotRevocable, Refusals)
)]
pub(crate) async fn revoke(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<InvitationId>,
) -> Result<Json<InvitationBody>, Problem> {
    let view = invitation::revoke(api.latchstring(), &caller.0, id).await.map_err(refused)?;
    Ok(Json(view.into()))
}
