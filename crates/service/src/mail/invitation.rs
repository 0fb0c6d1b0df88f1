use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::InvitationMailId;
use latchstring_domain::invitation::{Invitation, InvitationMail, MailReason, MailState, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::text::{CompanyName, Message, ProviderName};
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::mailed_link;
use latchstring_storage::{Change, ClaimedEntry};
use secrecy::SecretString;

use super::brand::{self, MailBrand};
use super::settle::{Ended, by_mail};
use crate::flow_session::{named_provider, proven};
use crate::invitation::{look_after, reveal_token, told_of_mail, untouched};
use crate::record::Chain;
use crate::suppression::is_suppressed;
use crate::{Failure, Latchstring, Thing, suppression};

/// An invitation to be mailed to one address.
#[derive(Debug)]
pub struct InvitationMailing {
    /// Its id, by which it is known to those who send it, and when it comes back.
    pub id: InvitationMailId,
    /// Where to.
    pub to: EmailAddress,
    /// Who passed it on, if somebody did.
    pub handed_off_by: Option<EmailAddress>,
    /// Whether it was mailed to them before, and they have done nothing.
    pub reminds: bool,
    /// Who asks.
    pub company: CompanyName,
    /// How it looks.
    pub brand: MailBrand,
    /// The language the inviter asked for, a BCP 47 tag.
    pub locale: Option<String>,
    /// Whether it repairs a connection, rather than making one.
    pub repairs: bool,
    /// Whose account it is about, where the inviter said.
    pub provider: Option<ProviderName>,
    /// Whether it is about an account of any kind, rather than one of a utility.
    pub of_any_kind: bool,
    /// The inviter's own words.
    pub message: Option<Message>,
    /// When it ends, if it does.
    pub expires_at: Option<Timestamp>,
    /// The link, which proves the address.
    pub url: SecretString,
    /// The link by which its reader asks for no more; `None` where they are mailed the first time.
    pub unsubscribe: Option<SecretString>,
}

/// The mail as it is to be sent now; `None` when its invitation can be used no more, or no more by this address, when the
/// address is mailed no more, and of a reminder when something was done.
pub(super) async fn due(
    ls: &Latchstring,
    id: InvitationMailId,
) -> Result<Option<InvitationMailing>, Failure> {
    let Some(mail) = queued(ls, id).await? else { return Ok(None) };
    let Some(invitation) = ls.store().invitation(mail.invitation_id).await? else { return Ok(None) };
    let Some(company) = ls.store().company(invitation.company_id).await? else { return Ok(None) };
    let link = Link::Invitation(invitation.clone());
    if link.usable(&company, ls.now()).is_err() || invitation.allowed.mail_to(&mail.to).is_none() {
        return Ok(None);
    }
    if is_suppressed(ls, mail.workspace_id, &mail.to).await? {
        return Ok(None);
    }
    // Between the decision and a mail server that answers may lie two days.
    if mail.reason.reminder().is_some() && !untouched(ls, &invitation, &mail.to).await? {
        return Ok(None);
    }
    let workspace = ls.store().workspace(invitation.workspace_id).await?;
    let workspace = workspace.ok_or(Failure::NotFound(Thing::Workspace))?;
    let Some(url) = url(ls, &workspace, &invitation, &mail)? else { return Ok(None) };
    let is_reminder = mail.reason.reminder().is_some();
    let unsubscribe = is_reminder.then(|| suppression::link(ls, &workspace, &mail.to)).transpose()?;
    Ok(Some(InvitationMailing {
        id,
        to: mail.to,
        reminds: is_reminder,
        handed_off_by: match mail.reason {
            MailReason::Invited | MailReason::Reminder(_) => None,
            MailReason::HandedOff { by } => Some(by),
        },
        company: company.name,
        brand: brand::of_link(ls, &link).await?,
        locale: invitation.presentation.locale.clone(),
        repairs: matches!(invitation.purpose, Purpose::EditConnection { .. }),
        provider: named_provider(ls, &link).await?.map(|provider| provider.name),
        of_any_kind: invitation.portal.is_some(),
        message: invitation.presentation.message.clone(),
        expires_at: invitation.expires_at,
        url,
        unsubscribe,
    }))
}

/// The link with its proof, made anew for each try: neither lies anywhere. `None` where the key of the link was disabled.
fn url(
    ls: &Latchstring,
    workspace: &Workspace,
    invitation: &Invitation,
    mail: &InvitationMail,
) -> Result<Option<SecretString>, Failure> {
    let Some(token) = reveal_token(ls, invitation) else { return Ok(None) };
    let proof = mailed_link::prove(ls.keyring(), &proven(invitation), &mail.id.to_bytes(), &mut *ls.rng());
    let proof = proof.map_err(|_| Failure::Defect("an id is too long to be sealed"))?;
    Ok(Some(ls.links().mailed_invitation(workspace, &token, &proof)))
}

/// What ends a mail, beside its entry: the mail itself and the event. Nothing, when it is gone or was settled before.
pub(super) async fn settled(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    id: InvitationMailId,
    ended: &Ended<'_>,
) -> Result<Vec<Change>, Failure> {
    let Some(mail) = queued(ls, id).await? else { return Ok(Vec::new()) };
    let by = by_mail(ls, claimed);
    let (mail, kind) = match ended {
        Ended::Sent => (mail.sent(by.now), EventKind::EmailSent),
        Ended::Unwanted if is_suppressed(ls, mail.workspace_id, &mail.to).await? => {
            (mail.failed("suppressed", by.now), EventKind::EmailFailed)
        }
        Ended::Unwanted => (mail.failed("not-wanted-any-more", by.now), EventKind::EmailFailed),
        Ended::Failed { why } => (mail.failed(why, by.now), EventKind::EmailFailed),
    };
    let mail = mail.map_err(|_| Failure::Defect("a queued mail was settled"))?;
    let mut chain =
        Chain::load(ls, latchstring_domain::event::Subject::Invitation(mail.invitation_id)).await?;
    let data = failure(told_of_mail(&mail), &mail.state);
    let event = chain.append(ls, &by, kind, data.with("mail", "invitation"));
    let look = look_after(ls, &mail).await?;
    Ok([Change::SettleInvitationMail(mail), event].into_iter().chain(look).collect())
}

fn failure(data: EventData, state: &MailState) -> EventData {
    match state {
        MailState::Failed { why, .. } => data.with("reason", why.as_str()),
        MailState::Queued | MailState::Sent { .. } => data,
    }
}

async fn queued(ls: &Latchstring, id: InvitationMailId) -> Result<Option<InvitationMail>, Failure> {
    Ok(ls.store().invitation_mail(id).await?.filter(|mail| mail.state == MailState::Queued))
}
