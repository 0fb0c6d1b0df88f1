use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_web_kit::problem::Problem;

use super::page::{self, InvitationList};
use crate::auth::ApiCaller;
use crate::paging;
use crate::path::PathId;
use crate::read::{Query, named_text};
use crate::schema::{BadQuery, InvitationSourceName, InvitationStatusName, Missing, Refusals};
use crate::state::ApiState;

/// List the invitations of a company
///
/// Newest first. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/invitation/company/{company_id}", operation_id = "listCompanyInvitations", tag = "Invitations",
    params(
        ("company_id" = uuid::Uuid, Path, description = "The company."),
        ("status" = Option<InvitationStatusName>, Query, description = "Only those that stand there now."),
        ("source" = Option<InvitationSourceName>, Query, description = "Only those made through this interface."),
        ("page" = Option<u32>, Query, description = "Which page, from 1.", minimum = 1, maximum = 2_147_483_647),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "Instead of page: empty for the first page, then the nextCursor of the page before."),
    ),
    responses((status = 200, description = "One page.", body = InvitationList), BadQuery, Missing, Refusals)
)]
pub(crate) async fn list_by_company(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    mut query: Query,
) -> Result<Json<InvitationList>, Problem> {
    let status = query.take("status", named_text);
    let source = query.take("source", named_text);
    let wish = paging::page(&mut query);
    query.finish()?;
    page::read(&api, &caller, Some(company_id), status, source, &wish).await.map(Json)
}
