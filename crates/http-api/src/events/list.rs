use axum::Json;
use axum::extract::State;
use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::event::EventKind;
use latchstring_domain::id::EventId;
use latchstring_service::event::{self, ListEvents, WantedEvents};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::WorkspaceEventBody;
use super::wanted::wanted;
use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{ActorKindName, BadQuery, EventTypeName, Refusals};
use crate::state::ApiState;

/// Events of the workspace, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventPage {
    events: Vec<WorkspaceEventBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List the workspace's events
///
/// Newest first. Needs the scope `events:read`.
#[utoipa::path(
    get, path = "/event", operation_id = "listEvents", tag = "Events",
    params(
        ("type" = Option<EventTypeName>, Query, description = "Only events of this type."),
        ("actor" = Option<ActorKindName>, Query, description = "Only what this kind of party did."),
        ("invitationId" = Option<uuid::Uuid>, Query, description = "Only what happened to this invitation."),
        ("magicLinkId" = Option<uuid::Uuid>, Query, description = "Only what happened to this magic link."),
        ("connectionId" = Option<uuid::Uuid>, Query, description = "Only what happened to this connection."),
        ("companyId" = Option<uuid::Uuid>, Query, description = "Only what happened to this company and its sites."),
        ("occurredAfter" = Option<String>, Query, description = "Only what happened then or later.", example = "2026-05-31T00:00:00Z"),
        ("occurredBefore" = Option<String>, Query, description = "Only what happened before."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "The events.", body = EventPage), BadQuery, Refusals)
)]
pub(crate) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<EventPage>, Problem> {
    let wanted = wanted(&mut query);
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;

    let WantedEvents { subject, kind, actor, from, until } = wanted;
    let about = subject.map(|subject| (subject.kind(), subject.uuid()));
    let filters = json!([
        kind.map(EventKind::as_str),
        actor.map(ActorKind::as_str),
        about.map(|(kind, id)| format!("{kind} {id}")),
        from.map(Timestamp::unix_millis),
        until.map(Timestamp::unix_millis),
    ]);
    let list = List::new(&api, &caller, "events", &filters);
    let last = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.place(text)?,
        _ => None,
    };
    let wish = ListEvents { wanted, last: last.map(EventId::from_uuid), limit: per_page };
    let listing = event::list(api.latchstring(), &caller.0, wish).await.map_err(failed)?;
    let next_cursor = list.next(listing.next.map(EventId::as_uuid))?;
    let events = listing.items.into_iter().map(Into::into).collect();
    Ok(Json(EventPage { events, per_page, next_cursor }))
}
