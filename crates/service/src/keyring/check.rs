use latchstring_secrets::canary::{self, CanaryError};
use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, Refusal, StorageError};

use crate::latchstring::Latchstring;

/// Why a server must not start with this keyring over this database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringCheckError {
    /// The database was written with other keys.
    #[error("the keyring does not belong to this database")]
    Wrong(#[source] CanaryError),
    /// There is data, but nothing to check the keyring against: the database was restored in part, or tampered with.
    #[error("the database has data but no canary, so nothing proves that the keyring belongs to it")]
    NoCanary,
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Proves that the keyring belongs to the database, by opening the canary that was sealed when the database was new.
/// Into an empty database it plants one.
///
/// # Errors
/// [`KeyringCheckError::Wrong`] when the database belongs to another keyring: going on would make every link and
/// credential in it unreadable, and new ones unreadable to its true keyring. [`KeyringCheckError::NoCanary`] when that
/// cannot be told.
pub async fn check_keyring(ls: &Latchstring) -> Result<(), KeyringCheckError> {
    // In this order, because another server may plant and go to work between the two reads.
    let empty = ls.store().workspaces().await?.is_empty();
    if let Some(text) = ls.store().canary().await? {
        return check(ls, &text);
    }
    if !empty {
        return Err(KeyringCheckError::NoCanary);
    }
    let text = canary::seal_canary(ls.keyring(), &mut *ls.rng());
    match ls.store().commit(ChangeSet::new().with(Change::PlantCanary(text))).await {
        Ok(()) => Ok(()),
        // Another server planted at the same time; this one checks that canary.
        Err(CommitError::Refused { why: Refusal::Conflict(Constraint::Once), .. }) => {
            check(ls, &ls.store().canary().await?.ok_or(KeyringCheckError::NoCanary)?)
        }
        Err(CommitError::Storage(error)) => Err(error.into()),
        Err(refused @ CommitError::Refused { .. }) => Err(StorageError::defect(refused).into()),
    }
}

fn check(ls: &Latchstring, text: &str) -> Result<(), KeyringCheckError> {
    canary::check_canary(ls.keyring(), text).map_err(KeyringCheckError::Wrong)
}
