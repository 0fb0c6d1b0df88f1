use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::{OutboxId, QueueId, WorkspaceId};
use latchstring_domain::outbox::{Fence, Lane, OutboxEntry};

use crate::{
    ApiKeys, Brandings, Bulks, ChangeSet, Checkpoints, CommitError, Companies, Connections, Events,
    FlowSessions, Flows, InvitationMails, Invitations, KeptAnswers, KeyedRows, MagicLinks, MfaMessages,
    Providers, Sites, Slice, StorageError, Suppressions, Sweeps, Tallies, Webhooks, Workspaces,
};

/// Everything that is kept: reads per kind of thing, and one door for writes.
///
/// After [`Store::commit`] has returned, every read on the same store sees what it wrote.
#[async_trait]
pub trait Store:
    Workspaces
    + Brandings
    + Companies
    + Sites
    + ApiKeys
    + Providers
    + Flows
    + Invitations
    + Bulks
    + InvitationMails
    + MagicLinks
    + MfaMessages
    + FlowSessions
    + Suppressions
    + Sweeps
    + Tallies
    + KeptAnswers
    + KeyedRows
    + Connections
    + Events
    + Checkpoints
    + Webhooks
    + Outbox
    + Send
    + Sync
{
    /// Applies a set of changes whole, or not at all.
    ///
    /// A caller that stops waiting does not know whether the set was applied; it was, or it was not, but never in
    /// part.
    ///
    /// # Errors
    /// [`CommitError::Refused`] naming the first change whose precondition does not hold, [`CommitError::Storage`]
    /// when the storage failed.
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError>;

    /// The canary that proves which keyring this database belongs to.
    ///
    /// # Errors
    /// When the storage failed.
    async fn canary(&self) -> Result<Option<String>, StorageError>;

    /// Whether the storage answers.
    ///
    /// # Errors
    /// When it does not.
    async fn ping(&self) -> Result<(), StorageError>;
}

/// A worker's wish for work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// From which lane.
    pub lane: Lane,
    /// Not from these queues: as much of each is in hand as may be.
    pub except: Vec<QueueId>,
    /// At most so many from one queue.
    pub per_queue: u32,
    /// Where to go on in the round of the queues: after this one.
    pub after: Option<QueueId>,
    /// The time now, by the caller's clock. Where several servers share the storage it goes by its own clock instead, so that
    /// a server whose clock is wrong neither takes what is not due nor what another has.
    pub now: Timestamp,
    /// For how long the work is the worker's alone.
    pub lease: Duration,
    /// How many entries at most, never more than [`crate::MAX_LIMIT`].
    pub limit: u32,
}

impl Claim {
    /// A wish for whatever is due in a lane.
    #[must_use]
    pub const fn of(lane: Lane, now: Timestamp, lease: Duration, limit: u32) -> Self {
        Self { lane, except: Vec::new(), per_queue: u32::MAX, after: None, now, lease, limit }
    }
}

/// Work that is the claiming worker's until the lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedEntry {
    /// The work.
    pub entry: OutboxEntry,
    /// The claim, to be named when the work is done.
    pub fence: Fence,
    /// How often it was claimed before this time.
    pub earlier_attempts: u32,
}

/// Work that was given up, and waits for somebody to look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedEntry {
    /// The work.
    pub entry: OutboxEntry,
    /// When it was given up.
    pub parked_at: Timestamp,
    /// How often it was begun.
    pub attempts: u32,
    /// Why, without anything secret.
    pub reason: String,
}

/// Which of what was given up is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParkedFilter {
    /// Of this workspace; of all, unless said.
    pub workspace: Option<WorkspaceId>,
    /// Given up then or later.
    pub from: Option<Timestamp>,
    /// Given up before then.
    pub until: Option<Timestamp>,
}

/// How much work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutboxCounts {
    /// Entries waiting or leased.
    pub open: u64,
    /// Entries given up.
    pub parked: u64,
}

/// The outbox's reads, and the one write that is no decision of the domain: taking work.
#[async_trait]
pub trait Outbox {
    /// Takes entries that are due: those that wait, and those whose lease has ended. No two claims ever hold the same
    /// entry at the same time.
    ///
    /// Where all that is due can be taken, it is, in the order in which it fell due. Where it cannot, each queue has its
    /// turn: one entry of each queue, the longest due first, in the order of their ids from `after` on and round again;
    /// then a second one of each, and so on.
    ///
    /// A claim is no [`crate::Change`], because which entries it gets is for the storage to say, not for the caller.
    ///
    /// # Errors
    /// When the storage failed; then nothing was claimed, or it was and comes back when the lease ends.
    async fn claim(&self, claim: Claim) -> Result<Vec<ClaimedEntry>, StorageError>;

    /// When the next entry of a lane that is not leased or parked falls due: by the caller's clock, which says that it is `now`.
    ///
    /// # Errors
    /// When the storage failed.
    async fn next_due(&self, lane: Lane, now: Timestamp) -> Result<Option<Timestamp>, StorageError>;

    /// What was given up, newest first.
    ///
    /// # Errors
    /// When the storage failed.
    async fn parked(
        &self,
        filter: &ParkedFilter,
        slice: Slice<OutboxId>,
    ) -> Result<Vec<ParkedEntry>, StorageError>;

    /// The entry with this id, in whatever workspace, if it was given up.
    ///
    /// # Errors
    /// When the storage failed.
    async fn parked_entry(&self, id: OutboxId) -> Result<Option<ParkedEntry>, StorageError>;

    /// How much work there is.
    ///
    /// # Errors
    /// When the storage failed.
    async fn outbox_counts(&self) -> Result<OutboxCounts, StorageError>;
}
