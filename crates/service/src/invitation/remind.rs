use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventKind, Origin, Subject};
use latchstring_domain::id::{InvitationMailId, OutboxId};
use latchstring_domain::invitation::{Invitation, InvitationMail, MailReason, MailState, MailStatus};
use latchstring_domain::link::Link;
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::reminder::{Reminder, Reminders};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, ChangeSet, EventFilter, MAX_LIMIT, Slice};

use super::mailing::{cooled_down, promise};
use crate::record::{By, Chain};
use crate::{Failure, Latchstring, Thing};

/// The changes that remind whoever was sent this mail, if they are to be reminded now, and the promise to look again where
/// that may come later. None where it never will: the link has ended or was replaced, something was done with it, a mail
/// to the address failed, or a later mail has a look of its own.
pub(crate) async fn remind(ls: &Latchstring, id: InvitationMailId) -> Result<Vec<Change>, Failure> {
    let Some(mail) = ls.store().invitation_mail(id).await? else { return Ok(Vec::new()) };
    // The chain first: whatever takes the reason for a reminder away appends to it, and makes this stale.
    let mut chain = Chain::load(ls, Subject::Invitation(mail.invitation_id)).await?;
    let now = ls.now();
    let Some(invitation) = ls.store().invitation(mail.invitation_id).await? else { return Ok(Vec::new()) };
    let earlier = ls.store().mails_of(&[invitation.id]).await?;
    let to_them: Vec<_> = earlier.iter().filter(|other| other.to == mail.to).collect();
    let Some(sent_at) = last_sent(&to_them).filter(|(last, _)| *last == id).map(|(_, at)| at) else {
        return Ok(Vec::new());
    };
    let Some(to) = reachable(ls, &invitation, &mail, sent_at).await? else { return Ok(Vec::new()) };
    let policy = workspace(ls, &invitation).await?.reminders;
    let open: Vec<_> = moments(policy, sent_at, invitation.expires_at)
        .filter(|(reminder, _)| !to_them.iter().any(|mail| mail.reason.reminder() == Some(*reminder)))
        .collect();
    let mut set = ChangeSet::new();
    // Of two that are due the one that says more: there is no sense in both.
    let due = open.iter().rfind(|(_, at)| *at <= now).map(|(reminder, _)| *reminder);
    let cooling = to_them.iter().filter_map(|mail| cooled_down(mail)).any(|from| now < from);
    if let (Some(reminder), false) = (due, cooling) {
        let by = by_reminders(&invitation, now);
        promise(ls, &mut set, &mut chain, &by, &invitation, to, MailReason::Reminder(reminder));
    }
    if let Some(next) = open.iter().map(|(_, at)| *at).filter(|at| *at > now).min() {
        set.push(look(ls, &mail, next, now));
    }
    Ok(set.into_changes())
}

/// The promise to look when whoever was just sent this mail may have to be reminded; none where they never will.
pub(crate) async fn look_after(ls: &Latchstring, mail: &InvitationMail) -> Result<Option<Change>, Failure> {
    let (MailState::Sent { at }, None) = (&mail.state, mail.reason.reminder()) else { return Ok(None) };
    let Some(invitation) = ls.store().invitation(mail.invitation_id).await? else { return Ok(None) };
    let policy = workspace(ls, &invitation).await?.reminders;
    let first = moments(policy, *at, invitation.expires_at).map(|(_, at)| at).min();
    Ok(first.map(|first| look(ls, mail, first, *at)))
}

/// Adds the promises to look before an invitation's new end: an earlier look may have found nothing more to come. One too
/// many finds what another has done.
pub(super) async fn look_before_expiry(
    ls: &Latchstring,
    set: &mut ChangeSet,
    workspace: &Workspace,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), Failure> {
    let policy = Reminders { after: None, ..workspace.reminders };
    if policy.before_expiry.is_none() || invitation.expires_at.is_none() {
        return Ok(());
    }
    for mail in ls.store().mails_of(&[invitation.id]).await? {
        let (MailState::Sent { at }, None) = (&mail.state, mail.reason.reminder()) else { continue };
        let ahead = moments(policy, *at, invitation.expires_at).map(|(_, at)| at);
        ahead.for_each(|at| set.push(look(ls, &mail, at.max(now), now)));
    }
    Ok(())
}

/// When reminders of a mail that was sent then fall due, the one before the end last. A link whose end was that near when it
/// was mailed needs none before it.
fn moments(
    Reminders { after, before_expiry }: Reminders,
    sent_at: Timestamp,
    expires_at: Option<Timestamp>,
) -> impl Iterator<Item = (Reminder, Timestamp)> {
    let untouched = after.map(|days| (Reminder::Untouched, sent_at.saturating_add(days.span())));
    let before = before_expiry.zip(expires_at).map(|(days, end)| end.saturating_sub(days.span()));
    let before = before.filter(|at| *at > sent_at).map(|at| (Reminder::BeforeExpiry, at));
    untouched.into_iter().chain(before)
}

/// The last mail that brought the link, and when it was sent; `None` where it was not, has come back, or a reminder did.
fn last_sent(to_them: &[&InvitationMail]) -> Option<(InvitationMailId, Timestamp)> {
    let at = to_them.iter().rposition(|mail| mail.reason.reminder().is_none())?;
    let (last, later) = to_them.get(at..)?.split_first()?;
    match last.state {
        MailState::Sent { at } if later.iter().all(|mail| mail.status() != MailStatus::Failed) => {
            Some((last.id, at))
        }
        _ => None,
    }
}

/// Where a reminder of this mail goes, as long as there is something to remind of: the link that the mail brought can still be
/// used, by this address, and was not.
async fn reachable(
    ls: &Latchstring,
    invitation: &Invitation,
    mail: &InvitationMail,
    sent_at: Timestamp,
) -> Result<Option<EmailAddress>, Failure> {
    let Some(company) = ls.store().company(invitation.company_id).await? else { return Ok(None) };
    let usable = Link::Invitation(invitation.clone()).usable(&company, ls.now()).is_ok();
    let (Some(to), true, true) = (invitation.allowed.mail_to(&mail.to), usable, ls.sends_mail()) else {
        return Ok(None);
    };
    let replaced = replaced_at(ls, invitation).await?.is_some_and(|at| sent_at < at);
    Ok((!replaced && untouched(ls, invitation, &mail.to).await?).then_some(to))
}

/// Whether nobody has made a connection by an invitation, nor proved this address at the link that it has.
pub(crate) async fn untouched(
    ls: &Latchstring,
    invitation: &Invitation,
    address: &EmailAddress,
) -> Result<bool, Failure> {
    if last(ls, invitation, EventKind::Submitted).await?.is_some() {
        return Ok(false);
    }
    let since = replaced_at(ls, invitation).await?;
    let filter = of_kind(invitation, EventKind::EmailVerified);
    let mut after = None;
    loop {
        let proofs = ls.store().events(&filter, Slice::After { id: after, limit: MAX_LIMIT }).await?;
        let Some(oldest) = proofs.last() else { return Ok(true) };
        after = Some(oldest.body.id);
        let by_them = |event: &Event| {
            event.body.actor.email.as_ref() == Some(address)
                && since.is_none_or(|since| event.body.occurred_at >= since)
        };
        if proofs.iter().any(by_them) {
            return Ok(false);
        }
    }
}

/// When an invitation was last given another link, if it was.
async fn replaced_at(ls: &Latchstring, invitation: &Invitation) -> Result<Option<Timestamp>, Failure> {
    let rotated = last(ls, invitation, EventKind::LinkRotated).await?;
    Ok(rotated.map(|event| event.body.occurred_at))
}

async fn last(ls: &Latchstring, invitation: &Invitation, kind: EventKind) -> Result<Option<Event>, Failure> {
    Ok(ls.store().events(&of_kind(invitation, kind), Slice::first(1)).await?.pop())
}

fn of_kind(invitation: &Invitation, kind: EventKind) -> EventFilter {
    let subject = Some(Subject::Invitation(invitation.id));
    EventFilter { subject, kind: Some(kind), ..EventFilter::all(invitation.workspace_id) }
}

async fn workspace(ls: &Latchstring, invitation: &Invitation) -> Result<Workspace, Failure> {
    ls.store().workspace(invitation.workspace_id).await?.ok_or(Failure::NotFound(Thing::Workspace))
}

fn look(ls: &Latchstring, mail: &InvitationMail, at: Timestamp, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: mail.workspace_id,
        task: Task::Remind(mail.id),
        run_at: at,
        created_at: now,
    })
}

fn by_reminders(invitation: &Invitation, now: Timestamp) -> By {
    By {
        workspace_id: invitation.workspace_id,
        actor: Actor::new(ActorKind::System, "reminders"),
        origin: Origin::default(),
        now,
        automated: true,
    }
}
