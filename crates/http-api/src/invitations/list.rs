use axum::Json;
use axum::extract::State;
use latchstring_service::invitation::WantedInvitations;
use latchstring_web_kit::problem::Problem;

use super::page::{self, InvitationList};
use crate::auth::ApiCaller;
use crate::paging;
use crate::read::Query;
use crate::schema::{
    BadQuery, InvitationSourceName, InvitationStatusName, InvitationTypeName, Missing, Refusals,
};
use crate::state::ApiState;

/// List the workspace's invitations
///
/// Newest first. Needs the scope `invitations:read`. That links are shown to a key with `links:reveal` is an event.
#[utoipa::path(
    get, path = "/invitation", operation_id = "listInvitations", tag = "Invitations",
    params(
        ("status" = Option<InvitationStatusName>, Query, description = "Only those that stand there now."),
        ("companyId" = Option<uuid::Uuid>, Query, description = "Only those of this company."),
        ("source" = Option<InvitationSourceName>, Query, description = "Only those made through this interface."),
        ("type" = Option<InvitationTypeName>, Query, description = "Only those of this type."),
        ("email" = Option<String>, Query, description = "Only those that name this address in allowedEmails, or were mailed to it."),
        ("q" = Option<String>, Query, description = "Only those with this text in their external id, in allowedEmails or in a value of their metadata, without regard to ASCII case. Looks at each invitation that the other filters leave.", min_length = 1, max_length = 200),
        ("createdAfter" = Option<String>, Query, description = "Only those made at this time or later.", format = DateTime),
        ("createdBefore" = Option<String>, Query, description = "Only those made before this time.", format = DateTime),
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
    let filters = page::filters(&mut query);
    let company_id = query.id("companyId");
    let wish = paging::page(&mut query);
    query.finish()?;
    let wanted = WantedInvitations { company_id, ..filters };
    page::read(&api, &caller, wanted, &wish).await.map(Json)
}
