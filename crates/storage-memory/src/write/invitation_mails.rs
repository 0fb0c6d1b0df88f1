use latchstring_domain::invitation::{InvitationMail, MailState};
use latchstring_storage::{Constraint, Refusal};

use super::rows::exists;
use super::{Applied, conflict};
use crate::state::State;

pub(super) fn create(state: &mut State, row: InvitationMail) -> Applied {
    if state.invitation_mails.contains(&row.id) {
        return Err(conflict(Constraint::Identity));
    }
    let invitation = state.invitations.get(&row.invitation_id);
    exists(invitation.is_some_and(|found| found.workspace_id == row.workspace_id))?;
    let address = (row.workspace_id, row.to.canonical().to_owned(), row.invitation_id);
    state.invitations_by_address.put(address, ());
    state.invitation_mails.put(row.id, row);
    Ok(())
}

pub(super) fn settle(state: &mut State, row: InvitationMail) -> Applied {
    put_state(state, row, |before| *before == MailState::Queued)
}

pub(super) fn take_back(state: &mut State, row: InvitationMail) -> Applied {
    put_state(state, row, |before| !matches!(before, MailState::Failed { .. }))
}

/// Only the state changes: who it went to and why is as it was promised.
fn put_state(state: &mut State, row: InvitationMail, from: impl Fn(&MailState) -> bool) -> Applied {
    let before = state.invitation_mails.get(&row.id).filter(|before| from(&before.state));
    let before = before.filter(|before| before.workspace_id == row.workspace_id).ok_or(Refusal::Stale)?;
    let after = InvitationMail { state: row.state, ..before.clone() };
    state.invitation_mails.put(row.id, after);
    Ok(())
}
