use crate::Timestamp;
use crate::company::Company;
use crate::connection::{Connection, ConnectionStatus};
use crate::id::{DeliveryId, EndpointId, InvitationId, MessageId, WorkspaceId};
use crate::invitation::Invitation;
use crate::metadata::Metadata;

use super::event_type::EventType;

/// What a message is to say: the facts, without their form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The workspace that it is told to.
    pub workspace_id: WorkspaceId,
    /// Its type.
    pub event_type: EventType,
    /// When what it tells of happened.
    pub occurred_at: Timestamp,
    /// The place of the event in its subject's history: later ones have higher numbers.
    pub sequence: u64,
    /// What it is about.
    pub about: About,
}

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A connection.
    Connection {
        /// It, as it was when the message was written.
        connection: Box<Connection>,
        /// The status it had when the event happened.
        status: ConnectionStatus,
        /// Its company.
        company: Box<Company>,
        /// The labels of the invitation that made it.
        metadata: Metadata,
        /// The invitation that its owner was mailed to repair it.
        reconnect: Option<InvitationId>,
        /// What changed, where something did.
        change: Option<ConnectionChange>,
    },
    /// An invitation.
    Invitation {
        /// It, as it was when the message was written.
        invitation: Box<Invitation>,
        /// Its company.
        company: Box<Company>,
        /// Whether a machine rather than a person seems to have caused the event.
        automated: bool,
    },
    /// A message that was given up.
    Exhausted {
        /// The endpoint that did not take it.
        endpoint_id: EndpointId,
        /// Its way there.
        delivery_id: DeliveryId,
        /// The message.
        message_id: MessageId,
        /// The type of that message.
        event_type: EventType,
        /// How often it was tried.
        attempts: u32,
    },
}

/// What changed about a connection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConnectionChange {
    /// The names of what changed.
    pub fields: Vec<String>,
    /// What was there before, as far as it may be told.
    pub old: Vec<(String, OldValue)>,
}

/// A value that something had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OldValue {
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
}
