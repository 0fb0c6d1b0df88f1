use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::flow_session::{FlowLink, FlowSession};
use latchstring_domain::id::{ConnectionId, MfaMessageId};
use latchstring_domain::mfa::{MFA_MESSAGE_LIFETIME, MfaAddress, MfaMessage};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint};
use secrecy::{ExposeSecret as _, SecretString};

use super::authenticate::Inbound;
use crate::attempts::{Attempts, Commit};
use crate::ports::Answers;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring, credentials};

/// How many messages are kept for one connection at a time. Whoever mails more is not sending codes.
const MAX_WAITING: u32 = 30;

/// How many messages that nobody waits for are told of in a day.
const MAX_UNCLAIMED: u32 = 20;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// How many walks of one connection are told that a message came.
const MAX_WALKS: u32 = 10;

/// A message that somebody forwarded, as it was handed in.
pub struct ForwardedMessage {
    sender: SecretString,
    subject: SecretString,
    text: SecretString,
}

/// Why a message is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ForwardedMessageError {
    /// The sender has more than [`ForwardedMessage::MAX_SENDER`] characters.
    #[error("must have at most {} characters", ForwardedMessage::MAX_SENDER)]
    Sender,
    /// The subject has more than [`ForwardedMessage::MAX_SUBJECT`] characters.
    #[error("must have at most {} characters", ForwardedMessage::MAX_SUBJECT)]
    Subject,
    /// The text has more than [`ForwardedMessage::MAX_TEXT`] characters.
    #[error("must have at most {} characters", ForwardedMessage::MAX_TEXT)]
    Text,
}

impl ForwardedMessage {
    /// The most characters of the sender, a name before the address included.
    pub const MAX_SENDER: usize = 500;
    /// The most characters of the subject: a line of a mail (RFC 5322, section 2.1.1).
    pub const MAX_SUBJECT: usize = 998;
    /// The most characters of the text.
    pub const MAX_TEXT: usize = 50_000;

    /// A message of these parts, each of which may be empty.
    ///
    /// # Errors
    /// [`ForwardedMessageError`].
    pub fn new(sender: String, subject: String, text: String) -> Result<Self, ForwardedMessageError> {
        let longer = |text: &str, most: usize| text.chars().count() > most;
        if longer(&sender, Self::MAX_SENDER) {
            return Err(ForwardedMessageError::Sender);
        }
        if longer(&subject, Self::MAX_SUBJECT) {
            return Err(ForwardedMessageError::Subject);
        }
        if longer(&text, Self::MAX_TEXT) {
            return Err(ForwardedMessageError::Text);
        }
        Ok(Self { sender: sender.into(), subject: subject.into(), text: text.into() })
    }

    fn fields(&self) -> Answers {
        let field = |name: &str, value: &SecretString| (name.to_owned(), value.clone());
        Answers::new(vec![
            field(MfaMessage::SENDER, &self.sender),
            field(MfaMessage::SUBJECT, &self.subject),
            field(MfaMessage::TEXT, &self.text),
        ])
    }
}

impl std::fmt::Debug for ForwardedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ForwardedMessage({} bytes)", self.text.expose_secret().len())
    }
}

/// Keeps a message that came to the address of a connection, sealed, for ten minutes, and tells the walks that wait for one.
///
/// Whoever hands it in learns nothing of whether anybody waits: a message for nobody is told of in the workspace's events and
/// dropped, one too many is dropped, and one that was handed in before has been kept before.
///
/// # Errors
/// [`Failure`].
pub async fn receive_mfa(
    ls: &Latchstring,
    inbound: &Inbound,
    address: Option<&MfaAddress>,
    message: &ForwardedMessage,
) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let by = inbound.by(now);
        let waits = match address {
            Some(address) => waits(ls, &by, address.connection).await?,
            None => None,
        };
        let mut set = ChangeSet::new().with(inbound.once(ls, now));
        match waits {
            Some(waits) => keep(ls, &by, waits, message, &mut set).await?,
            None => unclaimed(ls, &by, address, &mut set).await?,
        }
        match attempts.commit(set).await? {
            Commit::Done | Commit::Conflict(Constraint::Once) => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => {
                tracing::warn!(workspace = %inbound.workspace_id(), "a forwarded message too many was dropped");
                return Ok(());
            }
            Commit::Conflict(_) => return Err(Failure::Defect("a forwarded message was refused")),
        }
    }
}

/// Who waits for the messages to an address.
struct Waits {
    connection: ConnectionId,
    made: Option<Connection>,
    walks: Vec<FlowSession>,
}

async fn waits(ls: &Latchstring, by: &By, id: ConnectionId) -> Result<Option<Waits>, Failure> {
    let made = ls.store().connection(id).await?;
    let made = made.filter(|connection| connection.workspace_id == by.workspace_id && connection.is_active);
    let mut walks = ls.store().flow_sessions_for(id, by.now, MAX_WALKS).await?;
    walks.retain(|walk| walk.workspace_id == by.workspace_id);
    let nobody = made.is_none() && walks.is_empty();
    Ok((!nobody).then_some(Waits { connection: id, made, walks }))
}

async fn keep(
    ls: &Latchstring,
    by: &By,
    waits: Waits,
    message: &ForwardedMessage,
    set: &mut ChangeSet,
) -> Result<(), Failure> {
    let Waits { connection, made, walks } = waits;
    let until = by.now.saturating_add(MFA_MESSAGE_LIFETIME);
    set.push(tally(ls, "mfa-messages", &connection.to_bytes(), (MAX_WAITING, by.now, until)));
    let id = MfaMessageId::generate(by.now, &mut *ls.rng());
    set.push(Change::CreateMfaMessage(MfaMessage {
        id,
        workspace_id: by.workspace_id,
        connection_id: connection,
        content: credentials::seal(ls, by.workspace_id, connection, &message.fields()),
        received_at: by.now,
        expires_at: until,
    }));
    let link = walks.first().map(|walk| match walk.link {
        FlowLink::Invitation(id) => Subject::Invitation(id),
        FlowLink::MagicLink(id) => Subject::MagicLink(id),
    });
    // One that does not wait for a message, or whose first one this is not, stays as it is.
    let told = walks.into_iter().filter_map(|walk| {
        let before = walk.forwarding();
        walk.code_arrived(by.now).ok().filter(|after| after.forwarding() != before)
    });
    told.map(Change::UpdateFlowSession).for_each(|change| set.push(change));
    let subject = if made.is_some() { Some(Subject::Connection(connection)) } else { link };
    if let Some(subject) = subject {
        let data =
            EventData::none().with("connectionId", connection.to_string()).with("messageId", id.to_string());
        let mut chain = Chain::load(ls, subject).await?;
        set.push(chain.append(ls, by, EventKind::MfaCodeReceived, data));
    }
    Ok(())
}

async fn unclaimed(
    ls: &Latchstring,
    by: &By,
    address: Option<&MfaAddress>,
    set: &mut ChangeSet,
) -> Result<(), Failure> {
    let until = by.now.saturating_add(DAY);
    set.push(tally(ls, "mfa-unclaimed", &by.workspace_id.to_bytes(), (MAX_UNCLAIMED, by.now, until)));
    // Only what is an address of ours by its form: what else stands before the @ is somebody's choice of words.
    let data = match address {
        Some(address) => EventData::none().with("address", address.to_string()),
        None => EventData::none(),
    };
    let mut chain = Chain::load(ls, Subject::Workspace(by.workspace_id)).await?;
    set.push(chain.append(ls, by, EventKind::MfaCodeUnclaimed, data));
    Ok(())
}

fn tally(
    ls: &Latchstring,
    name: &str,
    whose: &[u8; 16],
    (limit, at, until): (u32, Timestamp, Timestamp),
) -> Change {
    Change::Tally { key: Digest::new(tally::key(ls.keyring(), name, &[whose])), limit, at, until }
}
