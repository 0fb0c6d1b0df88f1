use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{InvitationId, InvitationMailId, WorkspaceId};
use latchstring_domain::invitation::{InvitationMail, MailReason, MailState, MailStatus};
use latchstring_domain::reminder::Reminder;

use super::cell::{Result, Row};
use crate::entity::invitation_mails::Model;

pub(crate) const QUEUED: &str = MailStatus::Queued.as_str();
pub(crate) const FAILED: &str = MailStatus::Failed.as_str();
const INVITED: &str = "invited";
const HANDED_OFF: &str = "handed-off";
const UNTOUCHED: &str = "untouched";
const BEFORE_EXPIRY: &str = "before-expiry";

pub(crate) fn write(value: &InvitationMail) -> Model {
    let (reason, handed_off_by) = match &value.reason {
        MailReason::Invited => (INVITED, None),
        MailReason::HandedOff { by } => (HANDED_OFF, Some(by.as_str().to_owned())),
        MailReason::Reminder(Reminder::Untouched) => (UNTOUCHED, None),
        MailReason::Reminder(Reminder::BeforeExpiry) => (BEFORE_EXPIRY, None),
    };
    let (settled_at, failure) = match &value.state {
        MailState::Queued => (None, None),
        MailState::Sent { at } => (Some(at.unix_millis()), None),
        MailState::Failed { at, why } => (Some(at.unix_millis()), Some(why.clone())),
    };
    Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        invitation_id: value.invitation_id.as_uuid(),
        recipient: value.to.as_str().to_owned(),
        reason: reason.to_owned(),
        handed_off_by,
        queued_at: value.queued_at.unix_millis(),
        status: value.status().as_str().to_owned(),
        settled_at,
        failure,
    }
}

pub(crate) fn read(model: Model) -> Result<InvitationMail> {
    let row = Row::new("invitation_mails", model.id);
    let settled_at =
        || row.optional_time("settled_at", model.settled_at)?.ok_or_else(|| row.broken("settled_at"));
    let state = match row.parse("status", &model.status)? {
        MailStatus::Queued => MailState::Queued,
        MailStatus::Sent => MailState::Sent { at: settled_at()? },
        MailStatus::Failed => {
            let why = model.failure.clone().ok_or_else(|| row.broken("failure"))?;
            MailState::Failed { at: settled_at()?, why }
        }
    };
    let reason = match (model.reason.as_str(), row.email("handed_off_by", model.handed_off_by)?) {
        (INVITED, None) => MailReason::Invited,
        (HANDED_OFF, Some(by)) => MailReason::HandedOff { by },
        (UNTOUCHED, None) => MailReason::Reminder(Reminder::Untouched),
        (BEFORE_EXPIRY, None) => MailReason::Reminder(Reminder::BeforeExpiry),
        _ => return Err(row.broken("reason")),
    };
    Ok(InvitationMail {
        id: InvitationMailId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        invitation_id: InvitationId::from_uuid(model.invitation_id),
        to: row.ok("recipient", EmailAddress::parse(&model.recipient))?,
        reason,
        queued_at: row.time("queued_at", model.queued_at)?,
        state,
    })
}
