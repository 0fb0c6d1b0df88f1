//! Handing mails to a mail server, by SMTP (RFC 5321).

mod breaker;
mod connection;
mod idle;
mod line_by_line;
mod settings;
mod trouble;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use lettre::Address;
use tokio::time::Instant;

pub use settings::{Login, SetupError, SmtpSettings, SmtpTls};
pub use trouble::{CertificateFault, Refusal, Step, Trouble};

use super::{Envelope, Transport};
use crate::SendError;
use crate::mailer::postal;
use breaker::Breaker;
use connection::{Connection, Door};
use idle::Idle;

/// Hands mails to a mail server.
///
/// The server and its certificate are checked before anything is said that matters; there is no way to go on without. A
/// mail is handed over within the time of [`SmtpSettings::timeout`], or it is tried again later. A connection that served
/// well is kept for the next mail for a while.
///
/// After the server could not be used, for a few seconds every mail is put off at once, so that a server that hangs
/// does not hold one worker after another.
pub struct SmtpTransport {
    door: Door,
    timeout: Duration,
    idle: Idle,
    breaker: Breaker,
}

/// Without the login.
impl fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpTransport").field("door", &self.door).finish_non_exhaustive()
    }
}

impl SmtpTransport {
    /// By this server. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`SetupError`] where the settings cannot be used, whatever the server says.
    pub fn new(settings: SmtpSettings) -> Result<Self, SetupError> {
        let (timeout, idle) = (settings.timeout, Idle::of(settings.connections));
        Ok(Self { door: Door::new(settings)?, timeout, idle, breaker: Breaker::default() })
    }

    /// Goes in as far as a mail would and says good-bye: whether the server is there, is the right one, and takes the login.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn check(&self) -> Result<(), Trouble> {
        let mut connection = self.door.open(self.deadline()).await?;
        connection.leave().await;
        Ok(())
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// [`Trouble`], which says at which step, and who can do something about it.
    pub async fn hand_over(&self, envelope: &Envelope) -> Result<(), Trouble> {
        let deadline = self.deadline();
        self.breaker.pass()?;
        let (mut connection, handed) = match self.enter_and_send(envelope, deadline).await {
            Ok(done) => done,
            Err(trouble) => {
                self.breaker.note(&trouble);
                return Err(trouble);
            }
        };
        // A refusal of one mail says nothing against the connection; anything else does.
        match &handed {
            Ok(()) | Err(Trouble::Refused(Refusal { step: Step::Recipient | Step::Message, .. })) => {
                if let Some(spare) = self.idle.keep(connection) {
                    connection = spare;
                    connection.leave().await;
                }
            }
            Err(_) => {}
        }
        match &handed {
            Ok(()) => self.breaker.reset(),
            Err(trouble) => self.breaker.note(trouble),
        }
        handed
    }

    async fn enter_and_send(
        &self,
        envelope: &Envelope,
        deadline: Instant,
    ) -> Result<(Connection, Result<(), Trouble>), Trouble> {
        let (from, to) = (address(&envelope.from)?, address(&envelope.to)?);
        let mut connection = match self.idle.take(deadline).await {
            Some(connection) => connection,
            None => self.door.open(deadline).await?,
        };
        let handed = connection.send(from, to, &envelope.bytes, deadline).await;
        Ok((connection, handed))
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.timeout
    }
}

fn address(address: &latchstring_domain::email::EmailAddress) -> Result<Address, Trouble> {
    postal(address).map_err(|_| Trouble::Address)
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError> {
        self.hand_over(envelope).await.map_err(SendError::from)
    }
}
