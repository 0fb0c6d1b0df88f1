//! Who did something.

use crate::email::EmailAddress;
use crate::names::named;

named! {
    /// What kind of party acted.
    ActorKind, ParseActorKindError, "an actor kind" {
        /// A program with an API key; the id is the key's.
        ApiKey = "api_key",
        /// The person who opened a link; the id is the flow session's.
        Recipient = "recipient",
        /// Whatever fetched a link, and has done nothing with it: a browser, a preview, a scanner. It has no id.
        Visitor = "visitor",
        /// A person running the deployment; the id is their name.
        Operator = "operator",
        /// Latchstring itself; the id names the job.
        System = "system",
    }
}

/// Who did something, as the event log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What kind of party.
    pub kind: ActorKind,
    /// Which one of its kind; at most 100 characters.
    pub id: Option<String>,
    /// The proven e-mail address, for a recipient who proved one.
    pub email: Option<EmailAddress>,
}

impl Actor {
    /// A party of this kind with this id and no address.
    #[must_use]
    pub fn new(kind: ActorKind, id: impl Into<String>) -> Self {
        Self { kind, id: Some(id.into()), email: None }
    }
}
