use std::future::pending;
use std::sync::Mutex;

use async_trait::async_trait;
use latchstring_domain::id::EventId;
use latchstring_storage::{Change, ChangeSet, CommitError, StorageError, Store};
use latchstring_storage_testing::relay::{Hook, Relay};
use tokio::sync::Notify;

use crate::step::Trouble;

pub(crate) type Relayed<S> = Relay<S, Troubles>;

/// Makes the next commit go wrong, when it is told to, and remembers which events were committed.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    next: Mutex<Option<Trouble>>,
    reached: Mutex<bool>,
    /// Somebody has come between a decision and its commit, and goes on when that is over.
    pub(crate) between: Notify,
    pub(crate) over: Notify,
    /// The process has died.
    pub(crate) dead: Notify,
    committed: Mutex<Vec<EventId>>,
}

/// A value behind a lock that no panic can have left half written: each holder only puts or takes.
fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Troubles {
    /// The next commit has this trouble.
    pub(crate) fn plan(&self, trouble: Trouble) {
        *held(&self.next) = Some(trouble).filter(|trouble| *trouble != Trouble::None);
        *held(&self.reached) = false;
    }

    /// Nothing is planned any more. Tells whether what was planned has happened.
    pub(crate) fn clear(&self) -> bool {
        held(&self.next).take();
        std::mem::take(&mut *held(&self.reached))
    }

    /// The events that were committed, in that order.
    pub(crate) fn committed(&self) -> Vec<EventId> {
        held(&self.committed).clone()
    }

    async fn write(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        let told = set.changes().iter().filter_map(|change| match change {
            Change::AppendEvent(event) => Some(event.body.id),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        store.commit(set).await?;
        held(&self.committed).extend(told);
        Ok(())
    }

    async fn die(&self) -> Result<(), CommitError> {
        self.dead.notify_one();
        pending().await
    }
}

#[async_trait]
impl Hook for Troubles {
    async fn commit(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        let trouble = held(&self.next).take();
        *held(&self.reached) |= trouble.is_some();
        match trouble {
            None | Some(Trouble::None) => self.write(store, set).await,
            Some(Trouble::Unavailable) => Err(no_answer()),
            Some(Trouble::AnswerLost) => {
                self.write(store, set).await?;
                Err(no_answer())
            }
            Some(Trouble::KilledBefore) => self.die().await,
            Some(Trouble::KilledAfter) => {
                self.write(store, set).await?;
                self.die().await
            }
            Some(Trouble::RevokedMeanwhile(_) | Trouble::SubmittedMeanwhile(_)) => {
                self.between.notify_one();
                self.over.notified().await;
                self.write(store, set).await
            }
        }
    }
}

fn no_answer() -> CommitError {
    StorageError::unavailable("no answer").into()
}
