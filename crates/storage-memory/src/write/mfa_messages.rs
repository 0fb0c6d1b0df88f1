//! Messages that came to the addresses of connections.

use latchstring_domain::mfa::MfaMessage;
use latchstring_storage::Constraint;

use super::{Applied, conflict, rows};
use crate::state::State;

pub(super) fn create(state: &mut State, row: MfaMessage) -> Applied {
    rows::workspace_exists(state, row.workspace_id)?;
    if state.mfa_messages.contains(&row.id) {
        return Err(conflict(Constraint::Identity));
    }
    state.mfa_messages.put(row.id, row);
    Ok(())
}
