use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{Event, EventKind, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_storage::EventFilter;

use crate::{Caller, Failure, Latchstring, Listing, PageRequest};

/// Which events are wanted; all of them, unless said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WantedEvents {
    /// Only those about this.
    pub subject: Option<Subject>,
    /// Only those of this kind.
    pub kind: Option<EventKind>,
    /// Only those of this kind of actor.
    pub actor: Option<ActorKind>,
    /// Only what happened then or later.
    pub from: Option<Timestamp>,
    /// Only what happened before.
    pub until: Option<Timestamp>,
}

impl WantedEvents {
    pub(super) const fn of(self, workspace: WorkspaceId) -> EventFilter {
        let Self { subject, kind, actor, from, until } = self;
        EventFilter { workspace, subject, kind, actor, from, until }
    }
}

/// Which page of which events is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListEvents {
    /// Which.
    pub wanted: WantedEvents,
    /// After the last one seen, newest first.
    pub last: Option<EventId>,
    /// How many, at most [`crate::MAX_PER_PAGE`].
    pub limit: u32,
}

/// Events of the caller's workspace, newest first. Needs the scope `events:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListEvents,
) -> Result<Listing<Event, EventId>, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    let filter = wish.wanted.of(caller.workspace_id());
    let page = PageRequest::After { last: wish.last, per_page: wish.limit };
    let events = ls.store().events(&filter, page.slice()).await?;
    Ok(page.page(events, 0, |event| event.body.id))
}
