use latchstring_domain::event::Event;
use latchstring_storage::{Constraint, Refusal};

use super::{Applied, conflict};
use crate::state::{Place, State};

pub(super) fn append(state: &mut State, event: Event) -> Applied {
    let place = Place::new(event.body.subject, event.sequence);
    let before = event.sequence.checked_sub(1).ok_or(Refusal::Stale)?;
    let follows = before == 0 || state.events.contains(&Place::new(event.body.subject, before));
    if !follows || state.events.contains(&place) {
        return Err(Refusal::Stale);
    }
    if state.events_by_id.contains(&event.body.id) {
        return Err(conflict(Constraint::Identity));
    }
    state.events_by_id.put(event.body.id, place);
    state.events.put(place, event);
    Ok(())
}
