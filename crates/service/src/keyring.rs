use latchstring_secrets::canary::{self, CanaryError};
use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, Refusal, StorageError};

use crate::latchstring::Latchstring;

/// Why a server must not start with this keyring over this database.
#[derive(Debug, thiserror::Error)]
pub enum KeyringCheckError {
    /// The database was written with other keys.
    #[error("the keyring does not belong to this database")]
    Wrong(#[source] CanaryError),
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Proves that the keyring belongs to the database, by opening the canary that was sealed when the database was new.
/// Into an empty database it plants one.
///
/// # Errors
/// [`KeyringCheckError::Wrong`] when the database belongs to another keyring: going on would make every link and
/// credential in it unreadable, and new ones unreadable to its true keyring.
pub async fn check_keyring(ls: &Latchstring) -> Result<(), KeyringCheckError> {
    // Two servers may plant at the same time; the one that comes second checks the other's canary.
    loop {
        if let Some(text) = ls.store().canary().await? {
            return canary::check_canary(ls.keyring(), &text).map_err(KeyringCheckError::Wrong);
        }
        let text = canary::seal_canary(ls.keyring(), &mut *ls.rng());
        match ls.store().commit(ChangeSet::new().with(Change::PlantCanary(text))).await {
            Ok(()) => return Ok(()),
            Err(CommitError::Refused { why: Refusal::Conflict(Constraint::Once), .. }) => {}
            Err(CommitError::Storage(error)) => return Err(error.into()),
            Err(refused @ CommitError::Refused { .. }) => return Err(StorageError::defect(refused).into()),
        }
    }
}
