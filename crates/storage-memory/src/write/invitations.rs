use latchstring_domain::Timestamp;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{Invitation, RetiredLink};
use latchstring_storage::{Constraint, Refusal};

use super::rows::{
    company_exists, create as create_row, exists, reindex, repaired_exists, update as update_row,
};
use super::{Applied, conflict};
use crate::state::State;

fn index(state: &mut State, before: Option<&Invitation>, after: &Invitation) -> Applied {
    let before = before.map(|row| *row.token.digest.as_bytes());
    let digest = Some(*after.token.digest.as_bytes());
    reindex(&mut state.invitations_by_digest, before, digest, after.id, Constraint::Identity)
}

/// Those that its allow-list names, or once did.
fn remember_addresses(state: &mut State, row: &Invitation) {
    for address in row.named_addresses() {
        state.invitations_by_address.put((row.workspace_id, address.canonical().to_owned(), row.id), ());
    }
}

fn references(state: &State, row: &Invitation) -> Applied {
    company_exists(state, row.company_id, row.workspace_id)?;
    repaired_exists(state, &row.purpose, row.workspace_id)
}

pub(super) fn create(state: &mut State, row: Invitation) -> Applied {
    create_row(&mut state.invitations, row.clone())?;
    index(state, None, &row)?;
    remember_addresses(state, &row);
    references(state, &row)
}

pub(super) fn update(state: &mut State, row: Invitation) -> Applied {
    let use_count = state.invitations.get(&row.id).ok_or(Refusal::Stale)?.use_count;
    let row = Invitation { use_count, ..row };
    let before = update_row(&mut state.invitations, row.clone())?;
    index(state, Some(&before), &row)?;
    remember_addresses(state, &row);
    references(state, &row)
}

pub(super) fn retire(state: &mut State, row: RetiredLink) -> Applied {
    let digest = *row.token.digest.as_bytes();
    if state.retired_links.contains(&digest) {
        return Err(conflict(Constraint::Identity));
    }
    let invitation = state.invitations.get(&row.invitation_id);
    exists(invitation.is_some_and(|found| found.workspace_id == row.workspace_id))?;
    state.retired_links.put(digest, row);
    Ok(())
}

pub(super) fn spend(state: &mut State, id: InvitationId, at: Timestamp) -> Applied {
    let row = state.invitations.get(&id).ok_or(Refusal::Stale)?.clone();
    let spent = row.spend(at).map_err(|_| Refusal::Stale)?;
    state.invitations.put(id, spent);
    Ok(())
}
