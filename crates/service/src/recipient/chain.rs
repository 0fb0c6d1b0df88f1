use latchstring_domain::erasure::Person;
use latchstring_domain::event::{Event, EventSeal, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_secrets::audit;
use latchstring_storage::{Change, ChangeSet, Erasure};

use super::erase::{EraseError, Erased};
use crate::attempts::{Attempts, Commit};
use crate::event::{BrokenChain, check};
use crate::{Failure, Latchstring};

/// How many events are read, and changed at most, in one commit.
const AT_ONCE: u32 = 100;

/// Takes a person out of a chain of events and out of the webhooks that tell of them, a part in each commit.
///
/// Each event is checked before it is sealed anew: a seal over what is left must not vouch for an event that was tampered with.
pub(super) async fn erase(
    ls: &Latchstring,
    workspace: WorkspaceId,
    subject: Subject,
    (person, alone): (&Person, bool),
    erased: &mut Erased,
) -> Result<(), EraseError> {
    let mut attempts = Attempts::new(ls);
    let mut previous: Option<(u64, audit::EventSeal)> = None;
    loop {
        let after = previous.as_ref().map_or(0, |(sequence, _)| *sequence);
        let events = ls.store().events_of(subject, after, AT_ONCE).await.map_err(Failure::from)?;
        if events.is_empty() {
            return Ok(());
        }
        let (mut set, mut before, mut changed) = (ChangeSet::new(), previous, 0);
        for event in &events {
            check(ls, workspace, subject, before, event).map_err(|why| BrokenChain {
                subject,
                sequence: event.sequence,
                why,
            })?;
            if let Some(body) = person.erased_from_event(&event.body, alone) {
                let left = sealed(ls, before.as_ref().map(|(_, seal)| seal), Event { body, ..event.clone() });
                set.push(Change::Erase(Erasure::Event { event: left, before: event.erased }));
                changed += 1;
            }
            before = Some((event.sequence, audit::EventSeal::from_bytes(*event.seal.as_bytes())));
        }
        let ids: Vec<EventId> = events.iter().map(|event| event.body.id).collect();
        let mut rewritten = 0;
        for message in ls.store().messages_of(&ids).await.map_err(Failure::from)? {
            if let Some(body) = person.struck_from(&message.body) {
                set.push(Change::Erase(Erasure::Message(message.id, body)));
                rewritten += 1;
            }
        }
        if set.changes().is_empty() {
            previous = before;
            continue;
        }
        match attempts.commit(set).await? {
            Commit::Done => {
                previous = before;
                erased.events = erased.events.saturating_add(changed);
                erased.webhooks = erased.webhooks.saturating_add(rewritten);
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an erasure was refused").into()),
        }
    }
}

fn sealed(ls: &Latchstring, previous: Option<&audit::EventSeal>, event: Event) -> Event {
    let seal = audit::EventSeal::from_bytes(*event.seal.as_bytes());
    let left = event.body.canonical(event.sequence);
    let erased = audit::seal_erased(ls.keyring(), previous, &seal, &left);
    Event { erased: Some(EventSeal::new(*erased.as_bytes())), ..event }
}
