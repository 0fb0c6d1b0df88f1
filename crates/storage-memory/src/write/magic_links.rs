use latchstring_domain::Timestamp;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::magic_link::MagicLink;
use latchstring_storage::Refusal;

use super::Applied;
use super::rows::{company_exists, create as create_row, repaired_exists, update as update_row};
use crate::state::State;

fn references(state: &State, row: &MagicLink) -> Applied {
    company_exists(state, row.company_id, row.workspace_id)?;
    repaired_exists(state, &row.purpose, row.workspace_id)
}

pub(super) fn create(state: &mut State, row: MagicLink) -> Applied {
    create_row(&mut state.magic_links, row.clone())?;
    references(state, &row)
}

pub(super) fn update(state: &mut State, row: MagicLink) -> Applied {
    let use_count = state.magic_links.get(&row.id).ok_or(Refusal::Stale)?.use_count;
    let row = MagicLink { use_count, ..row };
    update_row(&mut state.magic_links, row.clone())?;
    references(state, &row)
}

pub(super) fn spend(state: &mut State, id: MagicLinkId, at: Timestamp) -> Applied {
    let row = state.magic_links.get(&id).ok_or(Refusal::Stale)?.clone();
    let company = state.companies.get(&row.company_id).ok_or(Refusal::Stale)?;
    let spent = row.spend(company, at).map_err(|_| Refusal::Stale)?;
    state.magic_links.put(id, spent);
    Ok(())
}
