use async_trait::async_trait;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{KeptAnswers, StorageError};

use crate::MemoryStore;

#[async_trait]
impl KeptAnswers for MemoryStore {
    async fn kept_answer(&self, slot: &Digest) -> Result<Option<KeptAnswer>, StorageError> {
        Ok(self.state()?.kept_answers.get(slot.as_bytes()).cloned())
    }
}
