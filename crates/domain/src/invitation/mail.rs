use crate::Timestamp;
use crate::email::EmailAddress;
use crate::id::{InvitationId, InvitationMailId, WorkspaceId};
use crate::names::named;
use crate::reminder::Reminder;

/// One mail that brings an invitation's link to one address. The link in it proves that address: whoever has it reads the
/// mailbox, or was given the mail by somebody who does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationMail {
    /// Its id, which the link in it is bound to.
    pub id: InvitationMailId,
    /// The workspace of the invitation.
    pub workspace_id: WorkspaceId,
    /// The invitation.
    pub invitation_id: InvitationId,
    /// To whom it goes.
    pub to: EmailAddress,
    /// Why.
    pub reason: MailReason,
    /// When it was promised.
    pub queued_at: Timestamp,
    /// What became of it.
    pub state: MailState,
}

/// Why an invitation is mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailReason {
    /// The inviter had it mailed.
    Invited,
    /// A recipient passed it on, who had proved this address.
    HandedOff {
        /// Who.
        by: EmailAddress,
    },
    /// Its recipient was mailed it before and has done nothing.
    Reminder(Reminder),
}

impl MailReason {
    /// Why it reminds, if it does.
    #[must_use]
    pub const fn reminder(&self) -> Option<Reminder> {
        match self {
            Self::Reminder(reminder) => Some(*reminder),
            Self::Invited | Self::HandedOff { .. } => None,
        }
    }
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailState {
    /// It has yet to be handed on.
    Queued,
    /// A mail server took it. Whether it arrived is not known.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// It will not be sent, or came back.
    Failed {
        /// When that was known.
        at: Timestamp,
        /// Why, as a code.
        why: String,
    },
}

named! {
    /// What became of a mail, as it is called on the wire.
    MailStatus, ParseMailStatusError, "a status of a mail" {
        /// It has yet to be handed on.
        Queued = "QUEUED",
        /// A mail server took it.
        Sent = "SENT",
        /// It will not be sent, or came back.
        Failed = "FAILED",
    }
}

/// The mail is not queued any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the mail is {0} already")]
pub struct MailSettled(pub MailStatus);

impl InvitationMail {
    /// What became of it.
    #[must_use]
    pub const fn status(&self) -> MailStatus {
        match self.state {
            MailState::Queued => MailStatus::Queued,
            MailState::Sent { .. } => MailStatus::Sent,
            MailState::Failed { .. } => MailStatus::Failed,
        }
    }

    /// The mail, handed on.
    ///
    /// # Errors
    /// [`MailSettled`].
    pub fn sent(self, at: Timestamp) -> Result<Self, MailSettled> {
        self.settle(MailState::Sent { at })
    }

    /// The mail, given up.
    ///
    /// # Errors
    /// [`MailSettled`].
    pub fn failed(self, why: &str, at: Timestamp) -> Result<Self, MailSettled> {
        self.settle(MailState::Failed { at, why: why.to_owned() })
    }

    /// The mail, come back: it was handed on, as far as this side knows, and did not reach its reader, or was not welcome.
    ///
    /// # Errors
    /// [`MailSettled`] when it had failed before.
    pub fn returned(self, why: &str, at: Timestamp) -> Result<Self, MailSettled> {
        match self.state {
            MailState::Queued | MailState::Sent { .. } => {
                Ok(Self { state: MailState::Failed { at, why: why.to_owned() }, ..self })
            }
            MailState::Failed { .. } => Err(MailSettled(MailStatus::Failed)),
        }
    }

    fn settle(self, state: MailState) -> Result<Self, MailSettled> {
        match self.state {
            MailState::Queued => Ok(Self { state, ..self }),
            _ => Err(MailSettled(self.status())),
        }
    }
}
