use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{KeptAnswers, MAX_LIMIT, StorageError};

use crate::MemoryStore;

#[async_trait]
impl KeptAnswers for MemoryStore {
    async fn kept_answer(&self, slot: &Digest) -> Result<Option<KeptAnswer>, StorageError> {
        Ok(self.state()?.kept_answers.get(slot.as_bytes()).cloned())
    }

    async fn answers_over(&self, now: Timestamp, limit: u32) -> Result<Vec<Digest>, StorageError> {
        let state = self.state()?;
        let mut over: Vec<_> = state.kept_answers.values().filter(|kept| kept.until <= now).collect();
        over.sort_by_key(|kept| kept.until);
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(usize::MAX);
        Ok(over.into_iter().take(limit).map(|kept| kept.slot).collect())
    }
}
