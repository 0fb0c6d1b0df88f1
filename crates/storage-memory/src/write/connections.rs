use latchstring_domain::connection::Connection;

use super::Applied;
use super::rows::{company_exists, create as create_row, exists, update as update_row};
use crate::state::State;

fn references(state: &State, row: &Connection) -> Applied {
    company_exists(state, row.company_id, row.workspace_id)?;
    if let Some(id) = row.invitation_id {
        exists(state.invitations.get(&id).is_some_and(|found| found.workspace_id == row.workspace_id))?;
    }
    if let Some(id) = row.magic_link_id {
        exists(state.magic_links.get(&id).is_some_and(|found| found.workspace_id == row.workspace_id))?;
    }
    exists(row.initial_sites.iter().all(|id| state.sites.contains(id)))
}

pub(super) fn create(state: &mut State, row: Connection) -> Applied {
    create_row(&mut state.connections, row.clone())?;
    references(state, &row)
}

pub(super) fn update(state: &mut State, row: Connection) -> Applied {
    update_row(&mut state.connections, row.clone())?;
    references(state, &row)
}
