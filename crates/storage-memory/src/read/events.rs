use std::ops::Bound;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_storage::{EventFilter, EventPosition, Events, MAX_LIMIT, Slice, StorageError};

use super::cut;
use crate::MemoryStore;
use crate::state::{Place, State};

type Result<T> = std::result::Result<T, StorageError>;

fn last(state: &State, subject: Subject) -> Option<&Event> {
    let chain = Place::new(subject, 0)..=Place::new(subject, u64::MAX);
    state.events.range(chain).next_back().map(|(_, event)| event)
}

fn matches(filter: &EventFilter, event: &Event) -> bool {
    event.body.workspace_id == filter.workspace
        && filter.subject.is_none_or(|subject| event.body.subject == subject)
        && filter.kind.is_none_or(|kind| event.body.kind == kind)
        && filter.actor.is_none_or(|actor| event.body.actor.kind == actor)
        && filter.from.is_none_or(|from| event.body.occurred_at >= from)
        && filter.until.is_none_or(|until| event.body.occurred_at < until)
}

#[async_trait]
impl Events for MemoryStore {
    async fn event(&self, id: EventId) -> Result<Option<Event>> {
        let state = self.state()?;
        let place = state.events_by_id.get(&id);
        Ok(place.and_then(|place| state.events.get(place)).cloned())
    }

    async fn last_event(&self, subject: Subject) -> Result<Option<EventPosition>> {
        let state = self.state()?;
        Ok(last(&state, subject).map(|event| EventPosition { sequence: event.sequence, seal: event.seal }))
    }

    async fn events_of(&self, subject: Subject, after: u64, limit: u32) -> Result<Vec<Event>> {
        let state = self.state()?;
        let above =
            (Bound::Excluded(Place::new(subject, after)), Bound::Included(Place::new(subject, u64::MAX)));
        if after == u64::MAX {
            return Ok(Vec::new());
        }
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0);
        Ok(state.events.range(above).map(|(_, event)| event.clone()).take(limit).collect())
    }

    async fn last_event_times(&self, subjects: &[Subject]) -> Result<Vec<(Subject, Timestamp)>> {
        let state = self.state()?;
        let time = |subject: &Subject| Some((*subject, last(&state, *subject)?.body.occurred_at));
        Ok(subjects.iter().filter_map(time).collect())
    }

    async fn events(&self, filter: &EventFilter, slice: Slice<EventId>) -> Result<Vec<Event>> {
        let state = self.state()?;
        let newest_first = state.events_by_id.values().rev();
        let wanted = newest_first.filter_map(|place| state.events.get(place)).filter(|e| matches(filter, e));
        Ok(cut(wanted, &slice, |event| event.body.id))
    }

    async fn events_onward(
        &self,
        filter: &EventFilter,
        after: Option<EventId>,
        limit: u32,
    ) -> Result<Vec<Event>> {
        let state = self.state()?;
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let places = state.events_by_id.range((from, Bound::Unbounded)).map(|(_, place)| place);
        let wanted = places.filter_map(|place| state.events.get(place)).filter(|e| matches(filter, e));
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0);
        Ok(wanted.take(limit).cloned().collect())
    }

    async fn event_subjects(
        &self,
        workspace: WorkspaceId,
        after: Option<Subject>,
        limit: u32,
    ) -> Result<Vec<Subject>> {
        let state = self.state()?;
        let from = after.map_or(Bound::Unbounded, |subject| Bound::Excluded(Place::new(subject, u64::MAX)));
        let firsts = state.events.range((from, Bound::Unbounded)).map(|(_, event)| event);
        let wanted = firsts.filter(|event| event.sequence == 1 && event.body.workspace_id == workspace);
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0);
        Ok(wanted.take(limit).map(|event| event.body.subject).collect())
    }
}
