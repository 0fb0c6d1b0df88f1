use async_trait::async_trait;
use latchstring_domain::Timestamp;
use std::collections::BTreeMap;

use latchstring_domain::id::{OutboxId, QueueId};
use latchstring_domain::outbox::{Fence, Lane, OutboxState};
use latchstring_storage::{
    Claim, ClaimedEntry, MAX_LIMIT, Outbox, OutboxCounts, ParkedEntry, ParkedFilter, Slice, StorageError,
};

use crate::MemoryStore;
use crate::read::cut;
use crate::state::QueuedEntry;

impl QueuedEntry {
    /// How often it was claimed, as far as that counts.
    fn attempts(&self) -> u32 {
        u32::try_from(self.claims.saturating_sub(self.forgiven)).unwrap_or(u32::MAX)
    }

    /// What is told of it, if it was given up.
    fn as_parked(&self) -> Option<ParkedEntry> {
        let (parked_at, reason) = self.parked.clone().filter(|_| self.state == OutboxState::Parked)?;
        Some(ParkedEntry { entry: self.entry.clone(), parked_at, attempts: self.attempts(), reason })
    }

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
                earlier_attempts: queued.attempts(),
            });
            let leased = QueuedEntry { state: OutboxState::Leased { until }, claims, ..queued };
            state.outbox.put(leased.entry.id, leased);
        }
        state.keep();
        Ok(claimed)
    }

    async fn next_due(&self, lane: Lane, _: Timestamp) -> Result<Option<Timestamp>, StorageError> {
        let state = self.state()?;
        let waits =
            |queued: &&QueuedEntry| queued.state == OutboxState::Waiting && queued.entry.task.lane() == lane;
        let waiting = state.outbox.values().filter(waits);
        Ok(waiting.map(|queued| queued.entry.run_at).min())
    }

    async fn parked(
        &self,
        filter: &ParkedFilter,
        slice: Slice<OutboxId>,
    ) -> Result<Vec<ParkedEntry>, StorageError> {
        let state = self.state()?;
        let wanted = |parked: &ParkedEntry| {
            filter.workspace.is_none_or(|id| parked.entry.workspace_id == id)
                && filter.from.is_none_or(|from| parked.parked_at >= from)
                && filter.until.is_none_or(|until| parked.parked_at < until)
        };
        let parked: Vec<_> =
            state.outbox.values().rev().filter_map(QueuedEntry::as_parked).filter(wanted).collect();
        Ok(cut(parked.iter(), &slice, |parked| parked.entry.id))
    }

    async fn parked_entry(&self, id: OutboxId) -> Result<Option<ParkedEntry>, StorageError> {
        Ok(self.state()?.outbox.get(&id).and_then(QueuedEntry::as_parked))
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
