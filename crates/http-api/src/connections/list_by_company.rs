use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_web_kit::problem::Problem;

use super::page::{self, ConnectionList, Filters};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::read::Query;
use crate::schema::{BadQuery, ConnectionStatusName, Missing, Refusals};
use crate::state::ApiState;

/// List the connections of a company
///
/// Newest first. Needs the scope `connections:read`.
#[utoipa::path(
    get, path = "/connection/company/{company_id}", operation_id = "listCompanyConnections", tag = "Connections",
    params(
        ("company_id" = uuid::Uuid, Path, description = "The company."),
        ("status" = Option<ConnectionStatusName>, Query, description = "Only those with this status."),
        ("connectionOwnerEmail" = Option<String>, Query, description = "Only those of exactly this owner."),
        ("sites" = Option<Vec<uuid::Uuid>>, Query, description = "Only those that were made with one of these sites; give it once for each."),
        ("page" = Option<u32>, Query, description = "Which page, from 1.", minimum = 1, maximum = 2_147_483_647),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "Instead of page: empty for the first page, then the nextCursor of the page before."),
    ),
    responses((status = 200, description = "One page.", body = ConnectionList), BadQuery, Missing, Refusals)
)]
pub(crate) async fn list_by_company(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    mut query: Query,
) -> Result<Json<ConnectionList>, Problem> {
    let company_id = Some(company_id);
    let filters = Filters::read(&mut query);
    query.finish()?;
    page::read(&api, &caller, company_id, filters).await.map(Json)
}
