use latchstring_domain::event::Event;
use latchstring_domain::invitation::InvitationMail;
use latchstring_domain::webhook::Message;
use latchstring_storage::{Erasure, Refusal};

use super::Applied;
use crate::state::{Place, State};

pub(super) fn apply(state: &mut State, erasure: Erasure) -> Applied {
    match erasure {
        Erasure::Event { event, before } => {
            let place = Place::new(event.body.subject, event.sequence);
            let stands =
                state.events.get(&place).filter(|one| one.seal == event.seal && one.erased == before);
            let stands = stands.filter(|one| one.body.id == event.body.id).ok_or(Refusal::Stale)?.clone();
            let mut body = stands.body.clone();
            body.actor = event.body.actor;
            body.origin = event.body.origin;
            body.data = event.body.data;
            state.events.put(place, Event { body, erased: event.erased, ..stands });
        }
        Erasure::Mail(mail) => {
            let before = state.invitation_mails.get(&mail.id);
            let before = before.filter(|before| before.status() == mail.status()).ok_or(Refusal::Stale)?;
            let after =
                InvitationMail { to: mail.to, reason: mail.reason, state: mail.state, ..before.clone() };
            state.invitation_mails.put(after.id, after);
        }
        Erasure::Address(workspace, address) => {
            let text = address.canonical();
            let all = state.invitations_by_address.range(..).map(|(key, ())| key);
            let theirs = all.filter(|(of, named, _)| *of == workspace && named == text).cloned();
            for key in theirs.collect::<Vec<_>>() {
                state.invitations_by_address.remove(&key);
            }
        }
        Erasure::Message(id, body) => {
            if let Some(row) = state.messages.get(&id).cloned() {
                state.messages.put(id, Message { body, ..row });
            }
        }
    }
    Ok(())
}
