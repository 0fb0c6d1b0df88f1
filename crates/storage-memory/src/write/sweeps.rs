use latchstring_storage::Sweep;

use super::{Applied, flow_sessions, webhooks};
use crate::over::{Doomed, over};
use crate::state::State;

pub(super) fn apply(state: &mut State, sweep: &Sweep) -> Applied {
    for doomed in over(state, sweep) {
        match doomed {
            Doomed::Mark(key) => state.marks.remove(&key),
            Doomed::Tally(key) => state.tallies.remove(&key),
            Doomed::Answer(key) => state.kept_answers.remove(&key),
            Doomed::MfaMessage(id) => state.mfa_messages.remove(&id),
            Doomed::FlowSession(id) => flow_sessions::delete(state, id)?,
            Doomed::Message(id) => webhooks::drop_message(state, id),
            Doomed::Results(id) => {
                if let Some(row) = state.bulks.get(&id).cloned() {
                    state.bulks.remove(&id);
                    state.staged_bulks.put(id, row);
                }
            }
            Doomed::Batch(id, number) => state.bulk_batches.remove(&(id, number)),
            Doomed::Bulk(id) => state.staged_bulks.remove(&id),
            Doomed::Mail(id) => state.invitation_mails.remove(&id),
            Doomed::DeadLetter(id) => state.outbox.remove(&id),
        }
    }
    Ok(())
}
