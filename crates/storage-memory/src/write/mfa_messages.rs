//! Messages that came to the addresses of connections.

use latchstring_domain::Timestamp;
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

pub(super) fn sweep(state: &mut State, now: Timestamp) -> Applied {
    let over: Vec<_> =
        state.mfa_messages.iter().filter(|(_, row)| row.expires_at <= now).map(|(id, _)| *id).collect();
    over.iter().for_each(|id| state.mfa_messages.remove(id));
    Ok(())
}
