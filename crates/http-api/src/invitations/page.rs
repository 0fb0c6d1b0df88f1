//! What the two lists of invitations have in common.

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, InvitationType};
use latchstring_domain::text::SearchText;
use latchstring_service::invitation::{self, ListInvitations, WantedInvitations};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::InvitationBody;
use crate::auth::ApiCaller;
use crate::paging::{List, Numbers, PageWish};
use crate::problem::failed;
use crate::read::{Query, named_text, timestamp_text};
use crate::state::ApiState;

/// One page of invitations, newest first: by number, or by cursor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum InvitationList {
    Numbered(InvitationPage),
    After(InvitationCursorPage),
}

/// One page of invitations, by number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvitationPage {
    total_invitations: u64,
    #[schema(example = 100)]
    per_page: u32,
    total_pages: u64,
    #[schema(example = 1)]
    current_page: u32,
    has_next: bool,
    has_previous: bool,
    invitations: Vec<InvitationBody>,
}

/// One page of invitations, by cursor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvitationCursorPage {
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
    invitations: Vec<InvitationBody>,
}

/// Reads the filters that both lists have.
pub(super) fn filters(query: &mut Query) -> WantedInvitations {
    WantedInvitations {
        company_id: None,
        status: query.take("status", named_text),
        source: query.take("source", named_text),
        kind: query.take("type", named_text),
        email: query.take("email", EmailAddress::parse),
        text: query.take("q", SearchText::parse),
        made_from: query.take("createdAfter", timestamp_text),
        made_before: query.take("createdBefore", timestamp_text),
    }
}

/// The page of the list with these filters.
pub(super) async fn read(
    api: &ApiState,
    caller: &ApiCaller,
    wanted: WantedInvitations,
    wish: &PageWish,
) -> Result<InvitationList, Problem> {
    let WantedInvitations { company_id, status, source, kind, email, text, made_from, made_before } = &wanted;
    let filters = json!([
        company_id.map(|id| id.to_string()),
        status.map(InvitationStatus::as_str),
        source.map(InvitationSource::as_str),
        kind.map(InvitationType::as_str),
        email.as_ref().map(EmailAddress::canonical),
        text.as_ref().map(SearchText::folded),
        made_from.map(Timestamp::unix_millis),
        made_before.map(Timestamp::unix_millis),
    ]);
    let list = List::new(api, caller, "invitations", &filters);
    let page = list.request(wish, InvitationId::from_uuid)?;
    let wanted = ListInvitations { wanted, page };
    let listing = invitation::list(api.latchstring(), &caller.0, wanted).await.map_err(failed)?;
    let numbers = Numbers::of(&listing);
    let next_cursor = list.next(listing.next.map(InvitationId::as_uuid))?;
    let invitations = listing.items.into_iter().map(Into::into).collect();
    Ok(match numbers {
        Some(Numbers { total, per_page, total_pages, current_page, has_next, has_previous }) => {
            InvitationList::Numbered(InvitationPage {
                total_invitations: total,
                per_page,
                total_pages,
                current_page,
                has_next,
                has_previous,
                invitations,
            })
        }
        None => InvitationList::After(InvitationCursorPage {
            per_page: wish.per_page(),
            next_cursor,
            invitations,
        }),
    })
}
