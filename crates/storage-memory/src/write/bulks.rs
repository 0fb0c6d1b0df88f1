use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_storage::{BulkChange, Constraint, Refusal};

use super::rows::{self, exists};
use super::{Applied, conflict};
use crate::state::State;

pub(super) fn apply(state: &mut State, change: BulkChange) -> Applied {
    match change {
        BulkChange::Create(row, batches) => create(state, row, batches),
        BulkChange::Settle(row, batch) => settle(state, row, batch),
    }
}

fn create(state: &mut State, row: Bulk, batches: Vec<BulkBatch>) -> Applied {
    exists(state.workspaces.contains(&row.workspace_id))?;
    let id = row.id;
    rows::create(&mut state.bulks, row)?;
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
