use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::event::{Checkpoint, Event, EventKind, EventSeal, Subject};
use latchstring_domain::id::{EventId, WorkspaceId};

use crate::{Slice, StorageError};

type Result<T> = std::result::Result<T, StorageError>;

/// The end of a subject's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventPosition {
    /// The sequence of the last event.
    pub sequence: u64,
    /// Its seal.
    pub seal: EventSeal,
}

/// Which events of a workspace are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFilter {
    /// Those of this workspace.
    pub workspace: WorkspaceId,
    /// Only those about this.
    pub subject: Option<Subject>,
    /// Only those of this kind.
    pub kind: Option<EventKind>,
    /// Only those of this kind of actor.
    pub actor: Option<ActorKind>,
    /// Only what happened then or later. An id is made within the hour of its event, on which reads by time rely.
    pub from: Option<Timestamp>,
    /// Only what happened before.
    pub until: Option<Timestamp>,
}

impl EventFilter {
    /// All events of a workspace.
    #[must_use]
    pub const fn all(workspace: WorkspaceId) -> Self {
        Self { workspace, subject: None, kind: None, actor: None, from: None, until: None }
    }
}

/// Reads of the event log.
#[async_trait]
pub trait Events {
    /// The event with this id, in whatever workspace.
    async fn event(&self, id: EventId) -> Result<Option<Event>>;
    /// Where a subject's chain ends; `None` when it has no events.
    async fn last_event(&self, subject: Subject) -> Result<Option<EventPosition>>;
    /// The events of a subject with a sequence above `after`, in order, at most `limit`.
    async fn events_of(&self, subject: Subject, after: u64, limit: u32) -> Result<Vec<Event>>;
    /// When the last event of each of these subjects happened, for those that have one.
    async fn last_event_times(&self, subjects: &[Subject]) -> Result<Vec<(Subject, Timestamp)>>;
    /// Events of a workspace, newest first.
    async fn events(&self, filter: &EventFilter, slice: Slice<EventId>) -> Result<Vec<Event>>;
    /// Events of a workspace in the order of their ids, which is that of their times, those after `after`, at most `limit`.
    async fn events_onward(
        &self,
        filter: &EventFilter,
        after: Option<EventId>,
        limit: u32,
    ) -> Result<Vec<Event>>;
    /// The subjects of a workspace that have events, in a fixed order, those after `after`, at most `limit`.
    async fn event_subjects(
        &self,
        workspace: WorkspaceId,
        after: Option<Subject>,
        limit: u32,
    ) -> Result<Vec<Subject>>;
}

/// Reads of checkpoints of the event log.
#[async_trait]
pub trait Checkpoints {
    /// The last checkpoint of a workspace.
    async fn last_checkpoint(&self, workspace: WorkspaceId) -> Result<Option<Checkpoint>>;
    /// The checkpoints of a workspace with a number above `after`, in order, at most `limit`.
    async fn checkpoints(&self, workspace: WorkspaceId, after: u64, limit: u32) -> Result<Vec<Checkpoint>>;
}

/// A change of what is kept about the event log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogChange {
    /// One checkpoint more of a workspace, which must exist. Stale when its number is taken, or would leave a gap.
    Checkpoint(Checkpoint),
}

impl LogChange {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Checkpoint(_) => "Checkpoint",
        }
    }
}
