//! The outbox: work that a change of state has promised, done later and at least once.

use crate::Timestamp;
use crate::id::{
    BulkId, ConnectionId, DeliveryId, EndpointId, EventId, FlowSessionId, InvitationId, InvitationMailId,
    OutboxId, QueueId, WorkspaceId,
};
use crate::names::named;

/// One promised piece of work. It holds ids, never links, tokens or credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its id, by which whoever does the work twice can notice.
    pub id: OutboxId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// What is to be done.
    pub task: Task,
    /// Not before when.
    pub run_at: Timestamp,
    /// When it was promised.
    pub created_at: Timestamp,
}

impl OutboxEntry {
    /// The queue that it waits in. When there is more to do than there are hands, each queue of a lane has its turn: a
    /// workspace with a million entries does not keep another's waiting, nor an endpoint another.
    #[must_use]
    pub const fn queue(&self) -> QueueId {
        match self.task {
            Task::Deliver { endpoint, .. } => QueueId::from_uuid(endpoint.as_uuid()),
            _ => QueueId::from_uuid(self.workspace_id.as_uuid()),
        }
    }
}

/// A kind of work, with what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Let the sandbox collector report on this connection.
    CollectSandbox(ConnectionId),
    /// Write down that this invitation's time has passed, if it has.
    RecordExpiry(InvitationId),
    /// Make the next few of these invitations.
    IssueBulk(BulkId),
    /// Mail the code that this flow session asked for, if it still waits for it.
    MailCode(FlowSessionId),
    /// Send this mail, if its invitation can still be used.
    MailInvitation(InvitationMailId),
    /// See whether whoever was sent this mail has to be reminded.
    Remind(InvitationMailId),
    /// Mail the customer a notice of this event, if they still want it.
    MailNotice(EventId),
    /// Forget this flow session and what it holds, once its time is over.
    ForgetFlowSession(FlowSessionId),
    /// Write the webhooks that tell of this event, one delivery for each endpoint that hears of it.
    Announce(EventId),
    /// Send this webhook.
    Deliver {
        /// Its way.
        delivery: DeliveryId,
        /// Where to.
        endpoint: EndpointId,
    },
}

/// The kinds of hands that work is done by: what waits for somebody else's server never keeps the rest from being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Work within the deployment. Mail that was promised before it had a lane of its own is here too, and is sent from here.
    Work,
    /// Mail being sent.
    Mail,
    /// Webhooks being sent.
    Webhooks,
}

impl Lane {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Work, Self::Mail, Self::Webhooks];

    /// The lane of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.as_str() == name)
    }

    /// The name of the lane.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Mail => "mail",
            Self::Webhooks => "webhooks",
        }
    }
}

/// The name is not one of a task.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown task {0:?}")]
pub struct ParseTaskError(String);

impl Task {
    /// The name of the kind of work.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CollectSandbox(_) => "collect-sandbox",
            Self::RecordExpiry(_) => "record-expiry",
            Self::IssueBulk(_) => "issue-bulk",
            Self::MailCode(_) => "mail-code",
            Self::MailInvitation(_) => "mail-invitation",
            Self::Remind(_) => "remind",
            Self::MailNotice(_) => "mail-notice",
            Self::ForgetFlowSession(_) => "forget-flow-session",
            Self::Announce(_) => "announce",
            Self::Deliver { .. } => "deliver",
        }
    }

    /// The id of what it is about.
    #[must_use]
    pub const fn subject(self) -> uuid::Uuid {
        match self {
            Self::CollectSandbox(id) => id.as_uuid(),
            Self::RecordExpiry(id) => id.as_uuid(),
            Self::IssueBulk(id) => id.as_uuid(),
            Self::MailInvitation(id) | Self::Remind(id) => id.as_uuid(),
            Self::MailCode(id) | Self::ForgetFlowSession(id) => id.as_uuid(),
            Self::Announce(id) | Self::MailNotice(id) => id.as_uuid(),
            Self::Deliver { delivery, .. } => delivery.as_uuid(),
        }
    }

    /// Whose hands do it.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self {
            Self::Deliver { .. } => Lane::Webhooks,
            Self::MailCode(_) | Self::MailInvitation(_) | Self::MailNotice(_) => Lane::Mail,
            _ => Lane::Work,
        }
    }

    /// The task of this name about this id, of an entry that waits in this queue.
    ///
    /// # Errors
    /// [`ParseTaskError`] when there is no task of that name.
    pub fn from_parts(name: &str, subject: uuid::Uuid, queue: QueueId) -> Result<Self, ParseTaskError> {
        match name {
            "collect-sandbox" => Ok(Self::CollectSandbox(ConnectionId::from_uuid(subject))),
            "record-expiry" => Ok(Self::RecordExpiry(InvitationId::from_uuid(subject))),
            "issue-bulk" => Ok(Self::IssueBulk(BulkId::from_uuid(subject))),
            "mail-code" => Ok(Self::MailCode(FlowSessionId::from_uuid(subject))),
            "mail-invitation" => Ok(Self::MailInvitation(InvitationMailId::from_uuid(subject))),
            "remind" => Ok(Self::Remind(InvitationMailId::from_uuid(subject))),
            "mail-notice" => Ok(Self::MailNotice(EventId::from_uuid(subject))),
            "forget-flow-session" => Ok(Self::ForgetFlowSession(FlowSessionId::from_uuid(subject))),
            "announce" => Ok(Self::Announce(EventId::from_uuid(subject))),
            "deliver" => Ok(Self::Deliver {
                delivery: DeliveryId::from_uuid(subject),
                endpoint: EndpointId::from_uuid(queue.as_uuid()),
            }),
            other => Err(ParseTaskError(other.to_owned())),
        }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// It waits for its time or for a worker.
    Waiting,
    /// A worker has it until its lease ends.
    Leased {
        /// When the lease ends and another worker may take it.
        until: Timestamp,
    },
    /// It failed too often and waits for an operator.
    Parked,
}

named! {
    /// The kinds of dead letters: what was promised, and given up.
    DeadLetterKind, ParseDeadLetterKindError, "a kind of dead letters" {
        /// Work that failed or lost its worker too often.
        Work = "WORK",
        /// A webhook that was given up.
        Webhook = "WEBHOOK",
    }
}

/// How often an entry has been claimed; a worker whose number is no longer the entry's has lost its lease, and what
/// it says about the entry is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fence(pub i64);
