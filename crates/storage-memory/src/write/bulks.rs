use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::id::BulkId;
use latchstring_storage::{BulkChange, Constraint, Refusal};

use super::rows::{self, exists};
use super::{Applied, conflict};
use crate::state::State;

pub(super) fn apply(state: &mut State, change: BulkChange) -> Applied {
    match change {
        BulkChange::Stage(row, batches) => stage(state, row, batches),
        BulkChange::Add(id, batches) => add(state, id, batches),
        BulkChange::Take(id) => take(state, id),
        BulkChange::Settle(row, batch) => settle(state, row, batch),
    }
}

fn stage(state: &mut State, row: Bulk, batches: Vec<BulkBatch>) -> Applied {
    exists(state.workspaces.contains(&row.workspace_id))?;
    let id = row.id;
    if state.bulks.contains(&id) {
        return Err(conflict(Constraint::Identity));
    }
    rows::create(&mut state.staged_bulks, row)?;
    add(state, id, batches)
}

fn take(state: &mut State, id: BulkId) -> Applied {
    let row = state.staged_bulks.get(&id).cloned().ok_or(Refusal::Stale)?;
    state.staged_bulks.remove(&id);
    state.bulks.put(id, row);
    Ok(())
}

fn add(state: &mut State, id: BulkId, batches: Vec<BulkBatch>) -> Applied {
    if !state.staged_bulks.contains(&id) {
        return Err(Refusal::Stale);
    }
    for batch in batches {
        exists(batch.bulk_id == id)?;
        let key = (id, batch.number);
        if state.bulk_batches.contains(&key) {
            return Err(conflict(Constraint::Identity));
        }
        state.bulk_batches.put(key, batch);
    }
    Ok(())
}

fn settle(state: &mut State, row: Bulk, batch: BulkBatch) -> Applied {
    let key = (row.id, batch.number);
    if batch.bulk_id != row.id || !state.bulk_batches.contains(&key) {
        return Err(Refusal::Stale);
    }
    rows::update(&mut state.bulks, row)?;
    state.bulk_batches.put(key, batch);
    Ok(())
}
