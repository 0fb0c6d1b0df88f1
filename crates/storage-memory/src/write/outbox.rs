//! The outbox, and the other things that are not rows of the domain: marks and the canary.

use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, OutboxEntry, OutboxState};
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Constraint, Refusal};

use super::{Applied, conflict};
use crate::state::{QueuedEntry, State};

pub(super) fn enqueue(state: &mut State, entry: OutboxEntry) -> Applied {
    if state.outbox.contains(&entry.id) {
        return Err(conflict(Constraint::Identity));
    }
    let queued = QueuedEntry { state: OutboxState::Waiting, claims: 0, forgiven: 0, parked: None, entry };
    state.outbox.put(queued.entry.id, queued);
    Ok(())
}

fn claimed(state: &State, id: OutboxId, fence: Fence) -> Result<QueuedEntry, Refusal> {
    let queued = state.outbox.get(&id).ok_or(Refusal::Stale)?;
    let held = matches!(queued.state, OutboxState::Leased { .. }) && queued.claims == fence.0;
    if held { Ok(queued.clone()) } else { Err(Refusal::Stale) }
}

pub(super) fn complete(state: &mut State, id: OutboxId, fence: Fence) -> Applied {
    claimed(state, id, fence)?;
    state.outbox.remove(&id);
    Ok(())
}

pub(super) fn retry(state: &mut State, id: OutboxId, fence: Fence, run_at: Timestamp) -> Applied {
    let mut queued = claimed(state, id, fence)?;
    queued.state = OutboxState::Waiting;
    queued.entry.run_at = run_at;
    state.outbox.put(id, queued);
    Ok(())
}

pub(super) fn park(state: &mut State, id: OutboxId, fence: Fence, at: Timestamp, reason: String) -> Applied {
    let queued = claimed(state, id, fence)?;
    let parked = QueuedEntry { state: OutboxState::Parked, parked: Some((at, reason)), ..queued };
    state.outbox.put(id, parked);
    Ok(())
}

fn parked(state: &State, id: OutboxId) -> Result<QueuedEntry, Refusal> {
    let queued = state.outbox.get(&id).ok_or(Refusal::Stale)?;
    if queued.state == OutboxState::Parked { Ok(queued.clone()) } else { Err(Refusal::Stale) }
}

pub(super) fn requeue(state: &mut State, id: OutboxId, at: Timestamp) -> Applied {
    let queued = parked(state, id)?;
    let forgiven = queued.claims;
    let mut waiting = QueuedEntry { state: OutboxState::Waiting, forgiven, ..queued };
    waiting.entry.run_at = at;
    state.outbox.put(id, waiting);
    Ok(())
}

pub(super) fn discard(state: &mut State, id: OutboxId) -> Applied {
    parked(state, id)?;
    state.outbox.remove(&id);
    Ok(())
}

pub(super) fn mark(state: &mut State, key: Digest, until: Timestamp) -> Applied {
    if state.marks.contains(key.as_bytes()) {
        return Err(conflict(Constraint::Once));
    }
    state.marks.put(*key.as_bytes(), until);
    Ok(())
}

pub(super) fn plant_canary(state: &mut State, text: String) -> Applied {
    if state.canary.contains(&()) {
        return Err(conflict(Constraint::Once));
    }
    state.canary.put((), text);
    Ok(())
}

pub(super) fn replace_canary(state: &mut State, from: &str, to: String) -> Applied {
    if state.canary.get(&()).is_none_or(|canary| canary != from) {
        return Err(Refusal::Stale);
    }
    state.canary.put((), to);
    Ok(())
}
