use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventSeal};
use latchstring_domain::id::{MessageId, WorkspaceId};
use latchstring_domain::invitation::InvitationMail;

/// A change that takes a person out of what is otherwise never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erasure {
    /// What is left of an event: who did it, from where, and what else it says are written anew, with the seal over what is left.
    /// Stale unless the event stands in its place with its seal, and `before` is the seal over what was left of it until now.
    Event {
        /// The event as it is from now on; it has a seal over what is left.
        event: Event,
        /// That seal, until now.
        before: Option<EventSeal>,
    },
    /// A mail without somebody: to whom, why, and why it failed. Stale when something else has become of it.
    Mail(InvitationMail),
    /// No invitation of the workspace is found by this address any more. No precondition.
    Address(WorkspaceId, EmailAddress),
    /// The bytes of a webhook written anew, for whoever it has yet to be sent to. No precondition.
    Message(MessageId, String),
}

impl Erasure {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Event { .. } => "EraseFromEvent",
            Self::Mail(_) => "EraseFromMail",
            Self::Address(..) => "EraseAddress",
            Self::Message(..) => "EraseFromMessage",
        }
    }
}
