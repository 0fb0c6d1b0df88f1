use async_trait::async_trait;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::{Brandings, StorageError};

use crate::MemoryStore;

#[async_trait]
impl Brandings for MemoryStore {
    async fn branding(&self, workspace: WorkspaceId) -> Result<Option<Branding>, StorageError> {
        Ok(self.state()?.brandings.get(&workspace).cloned())
    }

    async fn file(&self, key: &FileKey) -> Result<Option<StoredFile>, StorageError> {
        Ok(self.state()?.files.get(key).cloned())
    }
}
