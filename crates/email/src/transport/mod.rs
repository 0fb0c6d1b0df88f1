//! The ways to hand a mail on.

mod file;
mod memory;
mod smtp;

use std::fmt;

use async_trait::async_trait;
use latchstring_domain::email::EmailAddress;
use uuid::Uuid;

pub use file::FileTransport;
pub use memory::MemoryTransport;
pub use smtp::{
    CertificateFault, Login, Refusal, SetupError, SmtpSettings, SmtpTls, SmtpTransport, Step, Trouble,
};

use crate::SendError;

/// A mail as it goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// What makes it this mail and no other.
    pub id: Uuid,
    /// From whom.
    pub from: EmailAddress,
    /// To whom; one address, always.
    pub to: EmailAddress,
    /// The whole message, headers and all (RFC 5322), with CR LF at the end of each line.
    pub bytes: Vec<u8>,
}

/// Without the message, which may hold a code.
impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope").field("id", &self.id).field("to", &self.to).finish_non_exhaustive()
    }
}

/// A way to hand a mail on.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Hands a mail on. Called again with the same mail after a failure, and once in a while after a success that nobody
    /// got to write down.
    ///
    /// # Errors
    /// [`SendError`], which says whether trying again can help.
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError>;
}
