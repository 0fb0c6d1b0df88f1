use latchstring_domain::flow_session::{FlowLink, FlowSession};
use latchstring_domain::id::FlowSessionId;
use latchstring_storage::Constraint;

use super::Applied;
use super::rows::{company_exists, create as create_row, exists, reindex, update as update_row};
use crate::state::State;

fn index(state: &mut State, before: Option<&FlowSession>, after: &FlowSession) -> Applied {
    let before = before.map(|row| *row.token.as_bytes());
    let digest = Some(*after.token.as_bytes());
    reindex(&mut state.flow_sessions_by_digest, before, digest, after.id, Constraint::Identity)
}

fn references(state: &State, row: &FlowSession) -> Applied {
    company_exists(state, row.company_id, row.workspace_id)?;
    match row.link {
        FlowLink::Invitation(id) => {
            exists(state.invitations.get(&id).is_some_and(|found| found.workspace_id == row.workspace_id))
        }
        FlowLink::MagicLink(id) => {
            exists(state.magic_links.get(&id).is_some_and(|found| found.workspace_id == row.workspace_id))
        }
    }
}

pub(super) fn create(state: &mut State, row: FlowSession) -> Applied {
    create_row(&mut state.flow_sessions, row.clone())?;
    index(state, None, &row)?;
    references(state, &row)
}

pub(super) fn update(state: &mut State, row: FlowSession) -> Applied {
    let before = update_row(&mut state.flow_sessions, row.clone())?;
    index(state, Some(&before), &row)?;
    references(state, &row)
}

pub(super) fn delete(state: &mut State, id: FlowSessionId) -> Applied {
    if let Some(digest) = state.flow_sessions.get(&id).map(|row| *row.token.as_bytes()) {
        state.flow_sessions_by_digest.remove(&digest);
        state.flow_sessions.remove(&id);
    }
    Ok(())
}
