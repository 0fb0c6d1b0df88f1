use latchstring_secrets::canary;
use latchstring_secrets::keyring::Keyring;
use latchstring_storage::{Change, ChangeSet};

use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Binds the database to a keyring that comes from the one it is bound to: after a key was promoted, and before one is
/// retired. From then on nothing starts that lacks one of its keys.
///
/// # Errors
/// [`Failure`]; [`Failure::Defect`] when the database is bound to no keyring at all.
pub async fn bind(ls: &Latchstring, keyring: &Keyring) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let from = ls.store().canary().await?.ok_or(Failure::Defect("the database has no canary"))?;
        let to = canary::seal_canary(keyring, &mut *ls.rng());
        match attempts.commit(ChangeSet::new().with(Change::ReplaceCanary { from, to })).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a canary was refused")),
        }
    }
}
