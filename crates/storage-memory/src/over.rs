//! What is over, by kind, and what it takes to take one of it away.

use latchstring_domain::Timestamp;
use latchstring_domain::bulk::Bulk;
use latchstring_domain::id::{
    BulkId, FlowSessionId, InvitationId, InvitationMailId, MessageId, MfaMessageId, OutboxId,
};
use latchstring_domain::invitation::{InvitationMail, MailState};
use latchstring_storage::{MAX_LIMIT, Sweep, Swept};

use crate::state::{DigestBytes, State};

/// One thing that a sweep does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Doomed {
    Mark(DigestBytes),
    Tally(DigestBytes),
    Answer(DigestBytes),
    MfaMessage(MfaMessageId),
    FlowSession(FlowSessionId),
    Message(MessageId),
    /// It is found by nobody from then on.
    Results(BulkId),
    Batch(BulkId, u32),
    Bulk(BulkId),
    Mail(InvitationMailId),
    DeadLetter(OutboxId),
}

/// What this sweep takes away.
pub(crate) fn over(state: &State, sweep: &Sweep) -> Vec<Doomed> {
    let until = sweep.until;
    let limit = usize::try_from(sweep.limit.min(MAX_LIMIT)).unwrap_or(usize::MAX);
    let found: Box<dyn Iterator<Item = Doomed> + '_> = match sweep.of {
        Swept::Marks => {
            Box::new(state.marks.iter().filter(move |row| *row.1 <= until).map(|row| Doomed::Mark(*row.0)))
        }
        Swept::Tallies => {
            let over = state.tallies.iter().filter(move |row| row.1.until <= until);
            Box::new(over.map(|row| Doomed::Tally(*row.0)))
        }
        Swept::Answers => {
            let over = state.kept_answers.iter().filter(move |row| row.1.until <= until);
            Box::new(over.map(|row| Doomed::Answer(*row.0)))
        }
        Swept::MfaMessages => {
            let over = state.mfa_messages.values().filter(move |row| row.expires_at <= until);
            Box::new(over.map(|row| Doomed::MfaMessage(row.id)))
        }
        Swept::FlowSessions => {
            let over = state.flow_sessions.values().filter(move |row| row.expires_at <= until);
            Box::new(over.map(|row| Doomed::FlowSession(row.id)))
        }
        Swept::Webhooks(workspace) => {
            let ours = state.messages.values().filter(move |row| row.workspace_id == workspace);
            Box::new(ours.filter(move |row| row.created_at <= until).map(|row| Doomed::Message(row.id)))
        }
        Swept::BulkResults(workspace) => {
            let ours = state.bulks.values().filter(move |row| row.workspace_id == workspace);
            let over = ours.filter(move |row| row.finished_at.is_some_and(|at| at <= until));
            Box::new(over.map(|row| Doomed::Results(row.id)))
        }
        Swept::StagedBulks => {
            let first = state.staged_bulks.values().find(|row| row.created_at <= until);
            Box::new(first.into_iter().flat_map(|bulk| parts(state, bulk)))
        }
        Swept::Mails(workspace) => {
            let ours = state.invitation_mails.values().filter(move |row| row.workspace_id == workspace);
            Box::new(ours.filter(move |row| is_over(state, row, until)).map(|row| Doomed::Mail(row.id)))
        }
        Swept::DeadLetters(workspace) => {
            let ours = state.outbox.values().filter(move |row| row.entry.workspace_id == workspace);
            let parked = ours.filter(|row| row.state == latchstring_domain::outbox::OutboxState::Parked);
            let over = parked.filter(move |row| row.parked.as_ref().is_some_and(|(at, _)| *at <= until));
            Box::new(over.map(|row| Doomed::DeadLetter(row.entry.id)))
        }
    };
    found.take(limit).collect()
}

/// The batches of a bulk from its end; when it has none, it.
fn parts<'a>(state: &'a State, bulk: &Bulk) -> impl Iterator<Item = Doomed> + use<'a> {
    let id = bulk.id;
    let batches = state.bulk_batches.range((id, 0)..=(id, u32::MAX)).rev();
    let mut batches = batches.map(|(key, _)| Doomed::Batch(key.0, key.1)).peekable();
    let last = batches.peek().is_none().then_some(Doomed::Bulk(id));
    batches.chain(last)
}

fn is_over(state: &State, mail: &InvitationMail, until: Timestamp) -> bool {
    let settled = match mail.state {
        MailState::Queued => false,
        MailState::Sent { at } | MailState::Failed { at, .. } => at <= until,
    };
    settled && has_ended(state, mail.invitation_id, until)
}

/// Revoked, expired or used up by then: the last use was a change.
fn has_ended(state: &State, id: InvitationId, until: Timestamp) -> bool {
    state.invitations.get(&id).is_some_and(|one| {
        let used_up = one.max_uses.is_some_and(|most| one.use_count >= most.get());
        one.revoked_at.is_some_and(|at| at <= until)
            || one.expires_at.is_some_and(|at| at <= until)
            || (used_up && one.updated_at <= until)
    })
}
