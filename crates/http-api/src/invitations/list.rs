use axum::Json;
use axum::extract::State;
use latchstring_web_kit::problem::Problem;

use super::page::{self, InvitationList};
use crate::auth::ApiCaller;
use crate::paging;
use crate::read::{Query, named_text};
use crate::schema::{BadQuery, InvitationSourceName, InvitationStatusName, Missing, Refusals};
use crate::state::ApiState;

/// List the workspace's invitations
///
/// Newest first. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/invitation", operation_id = "listInvitations", tag = "Invitations",
    params(
        ("status" = Option<InvitationStatusName>, Query, description = "Only those that stand there now."),
        ("companyId" = Option<uuid::Uuid>, Query, description = "Only those of this company."),
        ("source" = Option<InvitationSourceName>, Query, description = "Only those made through this interface."),
        ("page" = Option<u32>, Query, description = "Which page, from 1.", minimum = 1, maximum = 2_147_483_647),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "Instead of page: empty for the first page, then the nextCursor of the page before."),
    ),
    responses((status = 200, description = "One page.", body = InvitationList), BadQuery, Missing, Refusals)
)]
pub(crate) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<InvitationList>, Problem> {
    let status = query.take("status", named_text);
    let source = query.take("source", named_text);
    let company_id = query.id("companyId");
    let wish = paging::page(&mut query);
    query.finish()?;
    page::read(&api, &caller, company_id, status, source, &wish).await.map(Json)
}
