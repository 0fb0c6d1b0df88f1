use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_domain::text::ExternalId;
use latchstring_service::company::{self, ListCompanies};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::CompanyBody;
use crate::auth::ApiCaller;
use crate::paging::{List, cursor};
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{BadQuery, Refusals};
use crate::state::ApiState;

/// The companies: all of them as a plain list, or a page when a cursor was given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum CompanyList {
    All(Vec<CompanyBody>),
    Page(CompanyPage),
}

/// One page of companies.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompanyPage {
    companies: Vec<CompanyBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List the companies
///
/// Newest first: all of them as a plain list, or page by page with `?cursor=`. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/company", operation_id = "listCompanies", tag = "Companies",
    params(
        ("externalId" = Option<String>, Query, description = "Only the company with this external id."),
        ("cursor" = Option<String>, Query, description = "Empty for the first page, then the nextCursor of the page before."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said. Only with a cursor.", minimum = 1, maximum = 500),
    ),
    responses((status = 200, description = "The companies.", body = CompanyList), BadQuery, Refusals)
)]
pub(crate) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<CompanyList>, Problem> {
    let external_id = query.take("externalId", ExternalId::parse);
    let wish = cursor(&mut query);
    query.finish()?;

    let filters = json!([external_id.as_ref().map(ExternalId::as_str)]);
    let list = List::new(&api, &caller, "companies", &filters);
    let page = wish.as_ref().map(|wish| list.request(wish, CompanyId::from_uuid)).transpose()?;
    let listing = company::list(api.latchstring(), &caller.0, ListCompanies { external_id, page })
        .await
        .map_err(failed)?;
    let next_cursor = list.next(listing.next.map(CompanyId::as_uuid))?;
    let companies = listing.items.into_iter().map(Into::into).collect();
    Ok(Json(match wish {
        None => CompanyList::All(companies),
        Some(wish) => CompanyList::Page(CompanyPage { companies, per_page: wish.per_page(), next_cursor }),
    }))
}
