use axum::extract::State;
use http::StatusCode;
use latchstring_service::suppression;
use latchstring_web_kit::problem::Problem;

use super::list::address;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::read::{FieldCode, Query, Refused};
use crate::schema::{BadQuery, Refusals};
use crate::state::ApiState;

/// Let an address be mailed again
///
/// For somebody who says that their mailbox is there again, or that they want mail after all. What was not mailed meanwhile stays
/// so; `POST /invitation/{invitation_id}/resend` mails it. An address that is mailed already stays as it is. Needs the scope
/// `invitations:write`.
#[utoipa::path(
    delete, path = "/suppression", operation_id = "liftSuppression", tag = "Invitations",
    params(("email" = String, Query, description = "The address.", example = "mike@example.org")),
    responses((status = 204, description = "It is mailed."), BadQuery, Refusals)
)]
pub(super) async fn lift(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<StatusCode, Problem> {
    if !query.has("email") {
        query.refuse("email", Refused::new(FieldCode::Required, "is required"));
    }
    let email = address(&mut query);
    query.finish()?;
    if let Some(email) = email {
        suppression::lift(api.latchstring(), &caller.0, &email).await.map_err(failed)?;
    }
    Ok(StatusCode::NO_CONTENT)
}
