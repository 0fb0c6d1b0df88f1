use axum::Json;
use axum::extract::State;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::RevokeError;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::magic_link::{self, RevokeMagicLinkError};
use latchstring_web_kit::problem::Problem;

use super::model::MagicLinkBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::schema::{LinkNotRevocable, Missing, Refusals};
use crate::state::ApiState;

fn refused(error: RevokeMagicLinkError) -> Problem {
    match error {
        RevokeMagicLinkError::NotActive(why) => not_active(why),
        RevokeMagicLinkError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

fn not_active(why: RevokeError) -> Problem {
    match why {
        RevokeError::Fulfilled => {
            let detail = "The link is fulfilled; there is nothing left to revoke.";
            problem(ProblemCode::MagicLinkFulfilled, detail)
        }
        RevokeError::Expired { at } => {
            let detail = format!("The link expired at {at}; there is nothing left to revoke.");
            problem(ProblemCode::MagicLinkExpired, detail)
        }
    }
}

/// Revoke a magic link
///
/// Once this has been answered, no use of the link begins. Revoking again changes nothing and answers the same. Needs
/// the scope `invitations:write`.
#[utoipa::path(
    post, path = "/magic-link/{link_id}/revoke", operation_id = "revokeMagicLink", tag = "Magic links",
    params(("link_id" = uuid::Uuid, Path, description = "The link.")),
    responses((status = 200, description = "The link, revoked.", body = MagicLinkBody), Missing, LinkNotRevocable, Refusals)
)]
pub(super) async fn revoke(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<MagicLinkId>,
) -> Result<Json<MagicLinkBody>, Problem> {
    let view = magic_link::revoke(api.latchstring(), &caller.0, id).await.map_err(refused)?;
    Ok(Json(view.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_is_over_has_its_own_codes() {
        let expired = RevokeError::Expired { at: latchstring_domain::Timestamp::EPOCH };
        for (why, code) in [(RevokeError::Fulfilled, "magic-link-fulfilled"), (expired, "magic-link-expired")]
        {
            let problem = refused(why.into());
            assert_eq!((problem.status().as_u16(), problem.code()), (409, code));
        }
    }
}
