#![doc = include_str!("../README.md")]

mod outbox;
mod over;
mod read;
mod state;
mod table;
mod write;

use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use latchstring_storage::{ChangeSet, CommitError, StorageError, Store};

use crate::state::State;

/// A store that lives as long as its value does. Share it behind an `Arc`.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: Mutex<State>,
}

impl MemoryStore {
    /// A store with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> Result<MutexGuard<'_, State>, StorageError> {
        // A thread that panicked while it held the lock may have left a set half applied.
        self.state.lock().map_err(|_| StorageError::defect("an earlier commit panicked"))
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError> {
        let mut state = self.state()?;
        for (index, change) in set.into_changes().into_iter().enumerate() {
            let name = change.name();
            if let Err(why) = write::apply(&mut state, change) {
                state.rollback();
                return Err(CommitError::Refused { change: name, index, why });
            }
        }
        state.keep();
        Ok(())
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        Ok(self.state()?.canary.get(&()).cloned())
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.state().map(drop)
    }
}
