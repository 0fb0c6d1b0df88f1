use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{ConnectionId, MfaMessageId};
use latchstring_domain::mfa::{MfaAddress, MfaMessage, code_in};
use latchstring_storage::{ChangeSet, MAX_LIMIT};
use secrecy::{ExposeSecret as _, SecretString};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, credentials};

/// A message that came to the address of a connection.
#[derive(Debug)]
pub struct MfaCode {
    /// Its id.
    pub id: MfaMessageId,
    /// When it came.
    pub received_at: Timestamp,
    /// From when on it is gone.
    pub expires_at: Timestamp,
    /// Who sent it, as the mail service said.
    pub sender: SecretString,
    /// Its subject.
    pub subject: SecretString,
    /// Its text.
    pub text: SecretString,
    /// The code in it, where there is exactly one thing that can be one; see [`code_in`].
    pub code: Option<SecretString>,
}

/// What came to the address of a connection.
#[derive(Debug)]
pub struct MfaInbox {
    /// The address; `None` where the workspace has no domain for codes.
    pub address: Option<MfaAddress>,
    /// The messages of the last ten minutes, oldest first.
    pub codes: Vec<MfaCode>,
}

/// The messages that came to the address of a connection in the last ten minutes, oldest first, for the customer's own
/// collector. Each reading that finds some is an event, which is written before anything is told. Needs the scope
/// `credentials:read`.
///
/// # Errors
/// [`Failure`].
pub async fn read_mfa_codes(
    ls: &Latchstring,
    caller: &Caller,
    id: ConnectionId,
) -> Result<MfaInbox, Failure> {
    caller.require(ls, Scope::CredentialsRead).await?;
    let connection = find(ls, caller, id).await?;
    let workspace = ls.store().workspace(connection.workspace_id).await?;
    let domain = workspace.and_then(|workspace| workspace.mfa_domain);
    let address = domain.map(|domain| MfaAddress { connection: connection.id, domain });
    let messages = ls.store().mfa_messages(connection.id, ls.now(), MAX_LIMIT).await?;
    let codes: Vec<MfaCode> =
        messages.iter().map(|message| open(ls, message)).collect::<Result<_, Failure>>()?;
    if codes.is_empty() {
        return Ok(MfaInbox { address, codes });
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let mut chain = Chain::load(ls, Subject::Connection(connection.id)).await?;
        let by = By::caller(caller, ls.now());
        let ids: Vec<String> = codes.iter().map(|code| code.id.to_string()).collect();
        let data = EventData::none().with("messageIds", ids);
        let event = chain.append(ls, &by, EventKind::MfaCodesRead, data);
        match attempts.commit(ChangeSet::new().with(event)).await? {
            Commit::Done => return Ok(MfaInbox { address, codes }),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}

fn open(ls: &Latchstring, message: &MfaMessage) -> Result<MfaCode, Failure> {
    let opened = credentials::open_for(ls, message.workspace_id, message.connection_id, &message.content)?;
    let field = |name| opened.get(name).cloned().unwrap_or_default();
    let (subject, text) = (field(MfaMessage::SUBJECT), field(MfaMessage::TEXT));
    let code = code_in(subject.expose_secret(), text.expose_secret()).map(SecretString::from);
    Ok(MfaCode {
        id: message.id,
        received_at: message.received_at,
        expires_at: message.expires_at,
        sender: field(MfaMessage::SENDER),
        subject,
        text,
        code,
    })
}
