use axum::Json;
use axum::extract::State;
use latchstring_domain::id::{CompanyId, MagicLinkId};
use latchstring_service::magic_link;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::MagicLinkBody;
use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::path::PathId;
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{BadQuery, Missing, Refusals};
use crate::state::ApiState;

/// Magic links of a company, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MagicLinkPage {
    magic_links: Vec<MagicLinkBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List the magic links of a company
///
/// Newest first, with what became of them; never their secrets. A link that was minted elsewhere is in the list from
/// when it was first opened on. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/magic-link/company/{company_id}", operation_id = "listMagicLinks", tag = "Magic links",
    params(
        ("company_id" = uuid::Uuid, Path, description = "The company."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "One page.", body = MagicLinkPage), BadQuery, Missing, Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    mut query: Query,
) -> Result<Json<MagicLinkPage>, Problem> {
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;

    let list = List::new(&api, &caller, "magic links", &json!([company_id.to_string()]));
    let last = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.place(text)?,
        _ => None,
    };
    let last = last.map(MagicLinkId::from_uuid);
    let listing =
        magic_link::list(api.latchstring(), &caller.0, company_id, last, per_page).await.map_err(failed)?;
    let next_cursor = list.next(listing.next.map(MagicLinkId::as_uuid))?;
    let magic_links = listing.items.into_iter().map(Into::into).collect();
    Ok(Json(MagicLinkPage { magic_links, per_page, next_cursor }))
}
