//! Addresses that are mailed no more.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;
use latchstring_storage::{Constraint, Refusal};

use super::{Applied, conflict, rows};
use crate::state::State;

pub(super) fn suppress(state: &mut State, row: Suppression) -> Applied {
    rows::workspace_exists(state, row.workspace_id)?;
    let key = (row.workspace_id, row.address.canonical().to_owned());
    if state.suppressions.contains(&key) {
        return Err(conflict(Constraint::Once));
    }
    state.suppressions.put(key, row);
    Ok(())
}

pub(super) fn lift(state: &mut State, workspace: WorkspaceId, address: &EmailAddress) -> Applied {
    let key = (workspace, address.canonical().to_owned());
    if !state.suppressions.contains(&key) {
        return Err(Refusal::Stale);
    }
    state.suppressions.remove(&key);
    Ok(())
}
