use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::EventKind;
use latchstring_domain::suppression::Suppression;
use latchstring_storage::{Change, ChangeSet};

use super::suppress::told;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Lets the caller's workspace mail an address again, and says why it did not; `None` where it did. What was not mailed
/// meanwhile stays so. Needs the scope `invitations:write`.
///
/// # Errors
/// [`Failure`].
pub async fn lift(
    ls: &Latchstring,
    caller: &Caller,
    address: &EmailAddress,
) -> Result<Option<Suppression>, Failure> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let workspace = caller.workspace_id();
        let row = ls.store().suppression(workspace, address).await?;
        let Some(row) = row else { return Ok(None) };
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let by = By::caller(caller, ls.now());
        let event = chain.append(ls, &by, EventKind::SuppressionLifted, told(&row));
        let set = ChangeSet::new().with(Change::LiftSuppression(workspace, row.address.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(Some(row)),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("the lifting of a suppression was refused")),
        }
    }
}
