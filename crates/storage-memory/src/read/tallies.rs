use async_trait::async_trait;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{StorageError, Tallies, Tally};

use crate::MemoryStore;

#[async_trait]
impl Tallies for MemoryStore {
    async fn tally(&self, key: &Digest) -> Result<Option<Tally>, StorageError> {
        Ok(self.state()?.tallies.get(key.as_bytes()).copied())
    }
}
