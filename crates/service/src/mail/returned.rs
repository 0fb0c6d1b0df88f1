use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::id::InvitationMailId;
use latchstring_secrets::webhook::TOLERANCE_SECONDS;
use latchstring_storage::{Change, ChangeSet};

use crate::attempts::{Attempts, Commit};
use crate::invitation::told_of_mail;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// What a mail service says, as it came: the headers of Standard Webhooks 1.0 and the very bytes of the body.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`, in unix seconds.
    pub timestamp: &'a str,
    /// `webhook-signature`.
    pub signature: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// Why a mail service is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotBelieved {
    /// This deployment has no secret for it.
    #[error("this deployment hears of no mails that came back")]
    NoSecret,
    /// It is not signed, not rightly, or not now.
    #[error("the message is not signed with the secret, or not within the last five minutes")]
    Signature,
}

/// Whether what a mail service says is its own, and of now. That it comes twice does no harm: a mail comes back once.
///
/// # Errors
/// [`NotBelieved`].
pub fn believe(ls: &Latchstring, signed: Signed<'_>) -> Result<(), NotBelieved> {
    let secret = ls.mail_events().ok_or(NotBelieved::NoSecret)?;
    let Signed { id, timestamp, signature, body } = signed;
    let timestamp = timestamp.parse().map_err(|_| NotBelieved::Signature)?;
    let now = ls.now().unix_millis().div_euclid(1000);
    let verified = secret.verify(id, timestamp, signature, body, now, TOLERANCE_SECONDS);
    verified.map_err(|_| NotBelieved::Signature)
}

/// How a mail came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comeback {
    /// It could not be delivered after all.
    Bounced,
    /// Its reader called it unwanted.
    Complained,
}

impl Comeback {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::Complained => "complained",
        }
    }
}

/// Writes down that the mail of this `Message-ID` came back, where it brought an invitation and had not failed before: in
/// `deliveries`, and by an event. Of any other mail there is nothing to write down.
///
/// # Errors
/// [`Failure`].
pub async fn came_back(ls: &Latchstring, message_id: &str, how: Comeback) -> Result<(), Failure> {
    let Some(id) = mail_of(message_id) else { return Ok(()) };
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let Some(mail) = ls.store().invitation_mail(id).await? else { return Ok(()) };
        let Ok(mail) = mail.returned(how.as_str(), now) else { return Ok(()) };
        let by = By {
            workspace_id: mail.workspace_id,
            actor: Actor::new(ActorKind::System, "mail"),
            origin: Origin::default(),
            now,
            automated: true,
        };
        let mut chain = Chain::load(ls, Subject::Invitation(mail.invitation_id)).await?;
        let data: EventData = told_of_mail(&mail).with("mail", "invitation").with("reason", how.as_str());
        let event = chain.append(ls, &by, EventKind::EmailFailed, data);
        match attempts.commit(ChangeSet::new().with(Change::ReturnInvitationMail(mail)).with(event)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("the return of a mail was refused")),
        }
    }
}

/// Ours are `<id@domain>`; some services leave the brackets out.
fn mail_of(message_id: &str) -> Option<InvitationMailId> {
    let bare = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    let (id, _) = bare.split_once('@')?;
    let id = uuid::Uuid::try_parse(id).ok()?;
    Some(InvitationMailId::from_uuid(id))
}
