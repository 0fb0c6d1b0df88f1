use axum::Json;
use axum::extract::State;
use latchstring_domain::id::InvitationId;
use latchstring_service::invitation;
use latchstring_web_kit::problem::Problem;

use super::model::InvitationDetailBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get an invitation
///
/// With everything that happened to it. Needs the scope `invitations:read`; the link is only shown to a key that also
/// has `links:reveal`.
#[utoipa::path(
    get, path = "/invitation/{invitation_id}", operation_id = "getInvitation", tag = "Invitations",
    params(("invitation_id" = uuid::Uuid, Path, description = "The invitation.")),
    responses((status = 200, description = "The invitation.", body = InvitationDetailBody), Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<InvitationId>,
) -> Result<Json<InvitationDetailBody>, Problem> {
    let detail = invitation::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(detail.into()))
}
