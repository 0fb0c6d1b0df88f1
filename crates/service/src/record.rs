//! Writing events: each use case appends to the chain of what it changed, in the same change set.

use latchstring_domain::Timestamp;
use latchstring_domain::actor::Actor;
use latchstring_domain::event::{Event, EventBody, EventData, EventKind, EventSeal, Origin, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};
use latchstring_secrets::audit;
use latchstring_storage::{Change, ChangeSet, EventPosition, StorageError};

use crate::attempts::{Attempts, Commit};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::latchstring::Latchstring;

/// Who did it, from where and when: the same for every event of one use case.
#[derive(Debug, Clone)]
pub(crate) struct By {
    pub(crate) workspace_id: WorkspaceId,
    pub(crate) actor: Actor,
    pub(crate) origin: Origin,
    pub(crate) now: Timestamp,
    pub(crate) automated: bool,
}

impl By {
    pub(crate) fn caller(caller: &Caller, now: Timestamp) -> Self {
        Self {
            workspace_id: caller.workspace_id(),
            actor: caller.actor().clone(),
            origin: caller.origin().clone(),
            now,
            automated: false,
        }
    }
}

/// The end of one subject's chain, to which a use case appends.
pub(crate) struct Chain {
    subject: Subject,
    last: Option<EventPosition>,
}

impl Chain {
    /// The chain of a subject that has no events yet.
    pub(crate) const fn fresh(subject: Subject) -> Self {
        Self { subject, last: None }
    }

    pub(crate) async fn load(ls: &Latchstring, subject: Subject) -> Result<Self, StorageError> {
        Ok(Self { subject, last: ls.store().last_event(subject).await? })
    }

    /// The change that adds one event. If another use case appends first, the whole set is refused as stale.
    pub(crate) fn append(&mut self, ls: &Latchstring, by: &By, kind: EventKind, data: EventData) -> Change {
        let body = EventBody {
            id: EventId::generate(by.now, &mut *ls.rng()),
            workspace_id: by.workspace_id,
            subject: self.subject,
            kind,
            occurred_at: by.now,
            actor: by.actor.clone(),
            origin: by.origin.clone(),
            automated: by.automated,
            data,
        };
        let sequence = self.last.map_or(1, |last| last.sequence.saturating_add(1));
        let previous = self.last.map(|last| audit::EventSeal::from_bytes(*last.seal.as_bytes()));
        let seal = audit::seal_event(ls.keyring(), previous.as_ref(), &body.canonical(sequence));
        let seal = EventSeal::new(*seal.as_bytes());
        self.last = Some(EventPosition { sequence, seal });
        Change::AppendEvent(Event { body, sequence, seal, erased: None })
    }
}

/// Writes down, in the caller's own workspace, that the caller tried what it may not do.
pub(crate) async fn denial(ls: &Latchstring, caller: &Caller, data: EventData) -> Result<(), Failure> {
    // What was tried is written down although nothing comes of it.
    let ls = &ls.at_once();
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let event = chain.append(ls, &by, Caller::denied_kind(), data.clone());
        match attempts.commit(ChangeSet::new().with(event)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}
