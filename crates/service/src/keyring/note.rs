use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_secrets::keyring::KeyId;
use latchstring_storage::ChangeSet;

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What happened to a key of the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringChange {
    /// It came to the others.
    Added,
    /// It seals from now on.
    Promoted,
    /// Nothing that comes from outside is accepted under it any more.
    Disabled,
    /// It is again.
    Enabled,
    /// So many values of the deployment were moved to it.
    Rewrapped(u64),
    /// It is gone, but for what verifies.
    Retired,
}

impl KeyringChange {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Promoted => "promoted",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::Rewrapped(_) => "rewrapped",
            Self::Retired => "retired",
        }
    }
}

/// Writes into the log of the caller's workspace what happened to a key of the deployment. The keyring is in no database,
/// so the two cannot be one commit. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn note(
    ls: &Latchstring,
    caller: &Caller,
    key: KeyId,
    change: KeyringChange,
) -> Result<(), Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let mut data = EventData::none().with("change", change.as_str()).with("keyId", key.to_string());
        if let KeyringChange::Rewrapped(moved) = change {
            data = data.with("moved", i64::try_from(moved).unwrap_or(i64::MAX));
        }
        let event = chain.append(ls, &By::caller(caller, ls.now()), EventKind::KeyringChanged, data);
        match attempts.commit(ChangeSet::new().with(event)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}
