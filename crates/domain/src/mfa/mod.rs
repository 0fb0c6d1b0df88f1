//! Codes that a provider mails to its customer, forwarded to us so that the collector can sign in.

mod address;
mod code;
mod message;

pub use address::{MfaAddress, MfaDomain, ParseMfaAddressError, ParseMfaDomainError};
pub use code::code_in;
pub use message::{MFA_MESSAGE_LIFETIME, MfaMessage};

use crate::Timestamp;
use crate::names::named;

named! {
    /// What the owner of a connection did about the codes of its provider.
    MfaForwarding, ParseMfaForwardingError, "what was done about codes" {
        /// They forward them, and one has arrived here.
        Forwarded = "FORWARDED",
        /// They have turned codes off at the provider.
        TurnedOff = "TURNED_OFF",
        /// They put it off.
        Later = "LATER",
    }
}

/// Whether a walk asks for the forwarding of codes, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardingStep {
    /// It does not.
    #[default]
    NotAsked,
    /// It does, before it can be submitted.
    Asked {
        /// When a message has come to the connection's address, since the walk asked.
        arrived_at: Option<Timestamp>,
    },
    /// It has, and this is the answer.
    Answered(MfaForwarding),
}
