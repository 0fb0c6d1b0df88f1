//! What the two lists of connections have in common.

use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{CompanyId, ConnectionId, SiteId};
use latchstring_service::connection::{self, ListConnections};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::ConnectionBody;
use crate::auth::ApiCaller;
use crate::paging::{self, List, Numbers, PageWish};
use crate::problem::failed;
use crate::read::{Query, named_text};
use crate::state::ApiState;

/// The most sites that one query names.
const MAX_SITES: usize = 100;

/// One page of connections, newest first: by number, or by cursor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum ConnectionList {
    Numbered(ConnectionPage),
    After(ConnectionCursorPage),
}

/// One page of connections, by number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionPage {
    total_connections: u64,
    #[schema(example = 100)]
    per_page: u32,
    total_pages: u64,
    #[schema(example = 1)]
    current_page: u32,
    has_next: bool,
    has_previous: bool,
    connections: Vec<ConnectionBody>,
}

/// One page of connections, by cursor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionCursorPage {
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
    connections: Vec<ConnectionBody>,
}

/// What both lists can be narrowed by.
pub(super) struct Filters {
    status: Option<ConnectionStatus>,
    owner_email: Option<EmailAddress>,
    sites: Vec<SiteId>,
    page: PageWish,
}

impl Filters {
    /// Reads the parameters that both lists have.
    pub(super) fn read(query: &mut Query) -> Self {
        Self {
            status: query.take("status", named_text),
            owner_email: query.take("connectionOwnerEmail", EmailAddress::parse),
            sites: query.take_all("sites", MAX_SITES, str::parse),
            page: paging::page(query),
        }
    }
}

/// The page of the list with these filters.
pub(super) async fn read(
    api: &ApiState,
    caller: &ApiCaller,
    company_id: Option<CompanyId>,
    Filters { status, owner_email, sites, page: wish }: Filters,
) -> Result<ConnectionList, Problem> {
    let filters = json!([
        company_id.map(|id| id.to_string()),
        status.map(ConnectionStatus::as_str),
        owner_email.as_ref().map(EmailAddress::canonical),
        sites.iter().map(SiteId::to_string).collect::<Vec<_>>(),
    ]);
    let list = List::new(api, caller, "connections", &filters);
    let page = list.request(&wish, ConnectionId::from_uuid)?;
    let wanted = ListConnections { company_id, status, owner_email, sites, page };
    let listing = connection::list(api.latchstring(), &caller.0, wanted).await.map_err(failed)?;
    let numbers = Numbers::of(&listing);
    let next_cursor = list.next(listing.next.map(ConnectionId::as_uuid))?;
    let connections = listing.items.into_iter().map(Into::into).collect();
    Ok(match numbers {
        Some(Numbers { total, per_page, total_pages, current_page, has_next, has_previous }) => {
            ConnectionList::Numbered(ConnectionPage {
                total_connections: total,
                per_page,
                total_pages,
                current_page,
                has_next,
                has_previous,
                connections,
            })
        }
        None => ConnectionList::After(ConnectionCursorPage {
            per_page: wish.per_page(),
            next_cursor,
            connections,
        }),
    })
}
