use std::collections::BTreeSet;
use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Event;
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_storage::MAX_LIMIT;

use super::WantedEvents;
use crate::{Caller, Failure, Latchstring};

/// How long after its time an event may become visible and still be followed. An id is drawn before its commit, so of two
/// servers one may commit the earlier id later; whoever asked only for what lies above the last id seen would miss it.
const GRACE: Duration = Duration::from_secs(60);

/// What comes to the event log of a workspace from a moment on.
#[derive(Clone)]
pub struct Follower {
    ls: Latchstring,
    workspace: WorkspaceId,
    wanted: WantedEvents,
    seen: BTreeSet<EventId>,
}

/// Begins to follow the event log of the caller's workspace: what has happened by now counts as seen. Needs the scope
/// `events:read`.
///
/// # Errors
/// [`Failure`].
pub async fn follow(ls: &Latchstring, caller: &Caller, wanted: WantedEvents) -> Result<Follower, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    let workspace = caller.workspace_id();
    let mut follower = Follower { ls: ls.clone(), workspace, wanted, seen: BTreeSet::new() };
    follower.next().await?;
    Ok(follower)
}

impl Follower {
    /// What has come since the last time, each event once, oldest first. An event that became visible more than a minute
    /// after its time is left out.
    ///
    /// # Errors
    /// [`Failure`]; the log can be followed on.
    pub async fn next(&mut self) -> Result<Vec<Event>, Failure> {
        let window = self.ls.now().saturating_sub(GRACE);
        // What was seen before and lies outside is not read again, so it need not be known any more.
        self.seen = self.seen.split_off(&EventId::first_at(window));
        let from = self.wanted.from.map_or(window, |from| from.max(window));
        let filter = WantedEvents { from: Some(from), ..self.wanted }.of(self.workspace);
        let (mut fresh, mut last) = (Vec::new(), None);
        loop {
            let part = self.ls.store().events_onward(&filter, last, MAX_LIMIT).await?;
            let Some(end) = part.last() else { return Ok(fresh) };
            last = Some(end.body.id);
            fresh.extend(part.into_iter().filter(|event| self.seen.insert(event.body.id)));
        }
    }
}
