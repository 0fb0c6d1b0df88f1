use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_secrets::audit::{EventSeal, VerifyEventError, verify_erased, verify_event};
use latchstring_storage::MAX_LIMIT;

use crate::{Caller, Failure, Latchstring};

/// What a walk over the event log found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// How many chains were walked.
    pub chains: u64,
    /// How many events were checked.
    pub events: u64,
    /// The chains that are not whole.
    pub broken: Vec<BrokenChain>,
}

/// A chain that is not whole, and where it first breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the events of {} {} break at {sequence}: {why}", subject.kind(), subject.uuid())]
pub struct BrokenChain {
    /// Whose chain.
    pub subject: Subject,
    /// The place at which it breaks.
    pub sequence: u64,
    /// What is wrong there.
    pub why: String,
}

/// Walks every chain of the caller's workspace and checks each event's place and seal. Needs the scope
/// `events:read`.
///
/// A tail cut off a chain leaves one that is shorter and still right; that is for checkpoints to find.
///
/// # Errors
/// [`Failure`].
pub async fn verify(ls: &Latchstring, caller: &Caller) -> Result<VerifyReport, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    let mut report = VerifyReport::default();
    let mut after = None;
    loop {
        let subjects = ls.store().event_subjects(caller.workspace_id(), after, MAX_LIMIT).await?;
        let Some(last) = subjects.last().copied() else { return Ok(report) };
        for subject in subjects {
            report.chains = report.chains.saturating_add(1);
            walk(ls, caller, subject, &mut report).await?;
        }
        after = Some(last);
    }
}

async fn walk(
    ls: &Latchstring,
    caller: &Caller,
    subject: Subject,
    report: &mut VerifyReport,
) -> Result<(), Failure> {
    let mut previous: Option<(u64, EventSeal)> = None;
    loop {
        let after = previous.map_or(0, |(sequence, _)| sequence);
        let events = ls.store().events_of(subject, after, MAX_LIMIT).await?;
        if events.is_empty() {
            return Ok(());
        }
        for event in events {
            report.events = report.events.saturating_add(1);
            if let Err(why) = check(ls, caller.workspace_id(), subject, previous, &event) {
                report.broken.push(BrokenChain { subject, sequence: event.sequence, why });
                return Ok(());
            }
            previous = Some((event.sequence, EventSeal::from_bytes(*event.seal.as_bytes())));
        }
    }
}

/// Whether an event stands in its place, as it was or as it was left by an erasure.
pub(crate) fn check(
    ls: &Latchstring,
    workspace: WorkspaceId,
    subject: Subject,
    previous: Option<(u64, EventSeal)>,
    event: &Event,
) -> Result<(), String> {
    let expected = previous.map_or(1, |(sequence, _)| sequence.saturating_add(1));
    if event.sequence < expected {
        return Err("the event stands there more than once".to_owned());
    }
    if event.sequence > expected {
        return Err(format!("event {expected} is missing"));
    }
    if event.body.subject != subject || event.body.workspace_id != workspace {
        return Err("the event belongs to another chain".to_owned());
    }
    let seal = EventSeal::from_bytes(*event.seal.as_bytes());
    let canonical = event.body.canonical(event.sequence);
    let before = previous.as_ref().map(|(_, seal)| seal);
    let verified = match event.erased {
        None => verify_event(ls.keyring(), before, &canonical, &seal),
        Some(erased) => {
            let erased = EventSeal::from_bytes(*erased.as_bytes());
            verify_erased(ls.keyring(), before, &seal, &canonical, &erased)
        }
    };
    verified.map_err(|error| match error {
        VerifyEventError::UnknownKey(id) => {
            format!("it is sealed under key {id}, which the keyring lacks")
        }
        _ => "the event or its seal was changed".to_owned(),
    })
}
