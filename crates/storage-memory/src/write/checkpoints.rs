use latchstring_domain::event::Checkpoint;
use latchstring_storage::Refusal;

use super::Applied;
use super::rows::exists;
use crate::state::State;

pub(super) fn add(state: &mut State, row: Checkpoint) -> Applied {
    let (workspace, number) = (row.statement.workspace_id, row.statement.number);
    let before = number.checked_sub(1).ok_or(Refusal::Stale)?;
    let follows = before == 0 || state.checkpoints.contains(&(workspace, before));
    if !follows || state.checkpoints.contains(&(workspace, number)) {
        return Err(Refusal::Stale);
    }
    exists(state.workspaces.contains(&workspace))?;
    state.checkpoints.put((workspace, number), row);
    Ok(())
}
