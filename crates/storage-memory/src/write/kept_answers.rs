use latchstring_domain::idempotency::KeptAnswer;
use latchstring_storage::Constraint;

use super::rows::exists;
use super::{Applied, conflict};
use crate::state::State;

pub(super) fn keep(state: &mut State, row: KeptAnswer) -> Applied {
    let slot = *row.slot.as_bytes();
    if state.kept_answers.get(&slot).is_some_and(|standing| row.at < standing.until) {
        return Err(conflict(Constraint::Once));
    }
    exists(state.workspaces.contains(&row.workspace_id))?;
    state.kept_answers.put(slot, row);
    Ok(())
}
