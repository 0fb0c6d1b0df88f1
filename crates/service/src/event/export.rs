use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Event;
use latchstring_domain::id::EventId;
use latchstring_storage::EventFilter;

use super::WantedEvents;
use crate::{Caller, Failure, Latchstring};

/// How many events are in hand at a time.
const AT_ONCE: u32 = 500;

/// A walk over events of a workspace, oldest first, that holds a few of them at a time.
#[derive(Clone)]
pub struct EventWalk {
    ls: Latchstring,
    filter: EventFilter,
    last: Option<EventId>,
    ended: bool,
}

/// Begins a walk over the events of the caller's workspace that have happened by now. Needs the scope `events:read`.
///
/// What happens while it is walked is left out, so that a busy workspace has an end too.
///
/// # Errors
/// [`Failure`].
pub async fn walk(ls: &Latchstring, caller: &Caller, wanted: WantedEvents) -> Result<EventWalk, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    let end = ls.now().saturating_add(Duration::from_millis(1));
    let wanted = WantedEvents { until: Some(wanted.until.map_or(end, |until| until.min(end))), ..wanted };
    let filter = wanted.of(caller.workspace_id());
    Ok(EventWalk { ls: ls.clone(), filter, last: None, ended: false })
}

impl EventWalk {
    /// The next events; none when there are no more.
    ///
    /// # Errors
    /// [`Failure`]; the walk can be gone on with.
    pub async fn next(&mut self) -> Result<Vec<Event>, Failure> {
        if self.ended {
            return Ok(Vec::new());
        }
        let events = self.ls.store().events_onward(&self.filter, self.last, AT_ONCE).await?;
        self.ended = u32::try_from(events.len()).is_ok_and(|read| read < AT_ONCE);
        self.last = events.last().map(|event| event.body.id).or(self.last);
        Ok(events)
    }
}
