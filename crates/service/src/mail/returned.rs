use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::id::InvitationMailId;
use latchstring_domain::suppression::SuppressionReason;
use latchstring_storage::{Change, ChangeSet, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::invitation::told_of_mail;
use crate::record::{By, Chain};
use crate::suppression::suppress;
use crate::{Failure, Latchstring};

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

    const fn reason(self) -> SuppressionReason {
        match self {
            Self::Bounced => SuppressionReason::Bounced,
            Self::Complained => SuppressionReason::Complained,
        }
    }
}

/// Writes down that the mail of this `Message-ID` came back, where it brought an invitation and had not failed before: in
/// `deliveries`, and by an event. Its address is mailed no more by this workspace. Of any other mail there is nothing to write down.
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
        let no_more = suppress(ls, &by, &mail.to, how.reason()).await?;
        let set = ChangeSet::new().with(Change::ReturnInvitationMail(mail)).with(event);
        match attempts.commit(no_more.into_iter().fold(set, ChangeSet::with)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            // Another mail to the address came back in the same moment.
            Commit::Conflict(Constraint::Once) => attempts.again().await?,
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
