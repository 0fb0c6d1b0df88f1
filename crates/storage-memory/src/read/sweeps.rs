use async_trait::async_trait;
use latchstring_storage::{StorageError, Sweep, Sweeps};

use crate::MemoryStore;
use crate::over::over;

#[async_trait]
impl Sweeps for MemoryStore {
    async fn any_over(&self, sweep: &Sweep) -> Result<bool, StorageError> {
        Ok(!over(&*self.state()?, sweep).is_empty())
    }
}
