use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use latchstring_storage::{ChangeSet, CommitError, StorageError, Store};
use latchstring_storage_memory::MemoryStore;
use latchstring_storage_testing::relay::{Hook, Relay};

/// A store in memory that can be told to fail.
pub(crate) type FragileStore = Relay<MemoryStore, Moods>;

/// In which mood the store is.
#[derive(Default)]
pub(crate) struct Moods(AtomicU8);

/// How the store behaves from now on.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    /// It works.
    Well,
    /// One more set can be written, and then nothing.
    OneWrite,
    /// Nothing can be written.
    NoWrites,
    /// It does not answer at all.
    Down,
    /// It panics, with something in the message that nobody should read.
    Panics,
}

/// What a panic says.
pub(crate) const PANIC: &str = "postgres://owner:hunter2@10.0.0.5 is gone";

impl Moods {
    pub(crate) fn set(&self, mood: Mood) {
        self.0.store(mood as u8, Ordering::SeqCst);
    }

    fn is(&self, mood: Mood) -> bool {
        self.0.load(Ordering::SeqCst) == mood as u8
    }
}

#[async_trait]
impl Hook for Moods {
    async fn before(&self) -> Result<(), StorageError> {
        assert!(!self.is(Mood::Panics), "{PANIC}");
        if self.is(Mood::Down) { Err(StorageError::unavailable("no answer from 10.0.0.5")) } else { Ok(()) }
    }

    async fn commit(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        if self.is(Mood::NoWrites) {
            return Err(StorageError::unavailable("the disk is full").into());
        }
        if self.is(Mood::OneWrite) {
            self.set(Mood::NoWrites);
        }
        store.commit(set).await
    }
}
