use async_trait::async_trait;
use latchstring_domain::Timestamp;
use std::collections::BTreeMap;

use latchstring_domain::id::QueueId;
use latchstring_domain::outbox::{Fence, Lane, OutboxState};
use latchstring_storage::{Claim, ClaimedEntry, MAX_LIMIT, Outbox, OutboxCounts, StorageError};

use crate::MemoryStore;
use crate::state::QueuedEntry;

impl QueuedEntry {
    /// When it can be claimed; `None`: never.
    const fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            OutboxState::Waiting => Some(self.entry.run_at),
            OutboxState::Leased { until } => Some(until),
            OutboxState::Parked => None,
        }
    }
}

/// What a claim gets of what is due: all of it where it may, otherwise each queue in its turn.
fn in_turn(due: Vec<(Timestamp, QueuedEntry)>, claim: &Claim) -> Vec<(Timestamp, QueuedEntry)> {
    let limit = usize::try_from(claim.limit.min(MAX_LIMIT)).unwrap_or(0);
    let mut places: BTreeMap<QueueId, u32> = BTreeMap::new();
    let mut free = Vec::new();
    for (due_at, queued) in due {
        let queue = queued.entry.queue();
        let place = places.entry(queue).or_default();
        if !claim.except.contains(&queue) && *place < claim.per_queue {
            free.push((*place, claim.after.is_none_or(|after| queue > after), due_at, queued));
            *place += 1;
        }
    }
    if free.len() > limit {
        free.sort_by_key(|(place, later, due_at, queued)| {
            (*place, !later, queued.entry.queue(), *due_at, queued.entry.id)
        });
        free.truncate(limit);
    }
    let mut taken: Vec<_> = free.into_iter().map(|(_, _, due_at, queued)| (due_at, queued)).collect();
    taken.sort_by_key(|(due_at, queued)| (*due_at, queued.entry.id));
    taken
}

#[async_trait]
impl Outbox for MemoryStore {
    async fn claim(&self, claim: Claim) -> Result<Vec<ClaimedEntry>, StorageError> {
        let mut state = self.state()?;
        let mut due: Vec<_> = state
            .outbox
            .values()
            .filter_map(|queued| Some((queued.due_at()?, queued.clone())))
            .filter(|(due_at, queued)| *due_at <= claim.now && queued.entry.task.lane() == claim.lane)
            .collect();
        due.sort_by_key(|(due_at, queued)| (*due_at, queued.entry.id));
        let due = in_turn(due, &claim);
        let until = claim.now.saturating_add(claim.lease);
        let mut claimed = Vec::with_capacity(due.len());
        for (_, queued) in due {
            let claims = queued.claims.saturating_add(1);
            claimed.push(ClaimedEntry {
                entry: queued.entry.clone(),
                fence: Fence(claims),
                earlier_attempts: u32::try_from(queued.claims).unwrap_or(u32::MAX),
            });
            let leased = QueuedEntry { state: OutboxState::Leased { until }, claims, ..queued };
            state.outbox.put(leased.entry.id, leased);
        }
        state.keep();
        Ok(claimed)
    }

    async fn next_due(&self, lane: Lane) -> Result<Option<Timestamp>, StorageError> {
        let state = self.state()?;
        let waits =
            |queued: &&QueuedEntry| queued.state == OutboxState::Waiting && queued.entry.task.lane() == lane;
        let waiting = state.outbox.values().filter(waits);
        Ok(waiting.map(|queued| queued.entry.run_at).min())
    }

    async fn outbox_counts(&self) -> Result<OutboxCounts, StorageError> {
        let state = self.state()?;
        let mut counts = OutboxCounts::default();
        for queued in state.outbox.values() {
            match queued.state {
                OutboxState::Waiting | OutboxState::Leased { .. } => counts.open += 1,
                OutboxState::Parked => counts.parked += 1,
            }
        }
        Ok(counts)
    }
}
