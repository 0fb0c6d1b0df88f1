use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::{InvitationMailId, OutboxId};
use latchstring_domain::invitation::{Invitation, InvitationMail, MailReason, MailState, MailStatus};
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_storage::{Change, ChangeSet};

use crate::Latchstring;
use crate::record::{By, Chain};

/// How long after a mail of an invitation the same address is sent no other.
const COOL_DOWN: Duration = Duration::from_secs(5 * 60);

/// Why an invitation cannot be mailed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotMail {
    /// Its allow-list names no address; a rule for a domain is none.
    #[error("there is no address to mail it to")]
    NoAddress,
    /// This deployment sends no mail.
    #[error("this deployment sends no mail")]
    NoMail,
}

/// The addresses that an invitation with this list can be mailed to.
pub(crate) fn addresses(ls: &Latchstring, allowed: &AllowList) -> Result<Vec<EmailAddress>, CannotMail> {
    let addresses: Vec<_> = allowed
        .rules()
        .iter()
        .filter_map(|rule| match rule {
            AddressRule::Address(address) => Some(address.clone()),
            AddressRule::Domain(_) | AddressRule::Subdomains(_) => None,
        })
        .collect();
    match addresses.is_empty() {
        true => Err(CannotMail::NoAddress),
        false if !ls.sends_mail() => Err(CannotMail::NoMail),
        false => Ok(addresses),
    }
}

/// Promises the invitation to an address: the mail, the work of sending it, and the event that tells of it.
pub(crate) fn promise(
    ls: &Latchstring,
    set: &mut ChangeSet,
    chain: &mut Chain,
    by: &By,
    invitation: &Invitation,
    to: EmailAddress,
    reason: MailReason,
) -> InvitationMail {
    let kind = match reason {
        MailReason::Invited | MailReason::Reminder(_) => EventKind::EmailQueued,
        MailReason::HandedOff { .. } => EventKind::HandedOff,
    };
    let mail = InvitationMail {
        id: InvitationMailId::generate(by.now, &mut *ls.rng()),
        workspace_id: invitation.workspace_id,
        invitation_id: invitation.id,
        to,
        reason,
        queued_at: by.now,
        state: MailState::Queued,
    };
    let entry = OutboxEntry {
        id: OutboxId::generate(by.now, &mut *ls.rng()),
        workspace_id: invitation.workspace_id,
        task: Task::MailInvitation(mail.id),
        run_at: by.now,
        created_at: by.now,
    };
    set.push(Change::CreateInvitationMail(mail.clone()));
    set.push(Change::Enqueue(entry));
    set.push(chain.append(ls, by, kind, told(&mail)));
    mail
}

/// What events tell of a mail. Its address stands there masked; who may see the invitation finds it by the id.
pub(crate) fn told(mail: &InvitationMail) -> EventData {
    let data = EventData::none().with("mailId", mail.id.to_string()).with("address", mail.to.masked());
    match mail.reason.reminder() {
        Some(reminder) => data.with("reminder", reminder.as_str()),
        None => data,
    }
}

/// From when on whoever was sent this mail may be sent another. One that was not sent is no reason to wait.
pub(super) fn cooled_down(mail: &InvitationMail) -> Option<Timestamp> {
    (mail.status() != MailStatus::Failed).then(|| mail.queued_at.saturating_add(COOL_DOWN))
}
