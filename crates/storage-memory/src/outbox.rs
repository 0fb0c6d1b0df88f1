use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::outbox::{Fence, OutboxState};
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

#[async_trait]
impl Outbox for MemoryStore {
    async fn claim(&self, claim: Claim) -> Result<Vec<ClaimedEntry>, StorageError> {
        let mut state = self.state()?;
        let mut due: Vec<_> = state
            .outbox
            .values()
            .filter_map(|queued| Some((queued.due_at()?, queued.clone())))
            .filter(|(due_at, _)| *due_at <= claim.now)
            .collect();
        due.sort_by_key(|(due_at, queued)| (*due_at, queued.entry.id));
        due.truncate(usize::try_from(claim.limit.min(MAX_LIMIT)).unwrap_or(0));
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

    async fn next_due(&self) -> Result<Option<Timestamp>, StorageError> {
        let state = self.state()?;
        let waiting = state.outbox.values().filter(|queued| queued.state == OutboxState::Waiting);
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
