use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::id::{EventId, FlowSessionId};
use latchstring_domain::outbox::Task;
use latchstring_storage::{Change, ChangeSet, ClaimedEntry};

use super::invitation;
use crate::attempts::{Attempts, Commit};
use crate::flow_session::find_session;
use crate::outbox::Performed;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// How the sending of a mail ended.
pub(super) enum Ended<'a> {
    /// It was handed over.
    Sent,
    /// Nobody waits for it any more.
    Unwanted,
    /// It will not be delivered.
    Failed {
        /// Why, as a code.
        why: &'a str,
    },
}

/// Ends an entry whose mail was handed over.
///
/// # Errors
/// [`Failure`].
pub async fn sent(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Performed, Failure> {
    end(ls, claimed, Ended::Sent).await
}

/// Ends an entry whose mail is no longer wanted: [`super::due`] had none.
///
/// # Errors
/// [`Failure`].
pub async fn unwanted(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Performed, Failure> {
    end(ls, claimed, Ended::Unwanted).await
}

/// Ends an entry whose mail cannot be delivered, whoever tries, or was tried often enough: the inviter's log says so,
/// and why.
///
/// # Errors
/// [`Failure`].
pub async fn failed_for_good(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    reason: &str,
) -> Result<Performed, Failure> {
    end(ls, claimed, Ended::Failed { why: reason }).await
}

async fn end(ls: &Latchstring, claimed: &ClaimedEntry, ended: Ended<'_>) -> Result<Performed, Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let complete = Change::Complete { id: claimed.entry.id, fence: claimed.fence };
        let changes = match (claimed.entry.task, &ended) {
            (Task::MailInvitation(mail), ended) => invitation::settled(ls, claimed, mail, ended).await?,
            (Task::MailCode(session), Ended::Failed { why }) => {
                code_failed(ls, claimed, session, why).await?
            }
            (Task::MailNotice(event), Ended::Failed { why }) => {
                notice_failed(ls, claimed, event, why).await?
            }
            _ => Vec::new(),
        };
        let set = changes.into_iter().fold(ChangeSet::new().with(complete), ChangeSet::with);
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Performed::Done),
            Some(Commit::Stale) => {}
            Some(Commit::Conflict(_)) => return Err(Failure::Defect("the end of a mail was refused")),
            None => return Ok(Performed::LeaseLost),
        }
    }
}

/// The event that a code was not mailed, on the chain of the link it was about; none when that is gone.
async fn code_failed(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    session: FlowSessionId,
    reason: &str,
) -> Result<Vec<Change>, Failure> {
    let Some(walk) = find_session(ls, session).await? else { return Ok(Vec::new()) };
    let mut chain = Chain::load(ls, walk.link.subject()).await?;
    let data = EventData::none().with("mail", "code").with("reason", reason);
    Ok(vec![chain.append(ls, &by_mail(ls, claimed), EventKind::EmailFailed, data)])
}

/// The event that a notice was not mailed. It is told to the workspace, which has set where it goes to.
async fn notice_failed(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    event: EventId,
    reason: &str,
) -> Result<Vec<Change>, Failure> {
    let mut chain = Chain::load(ls, Subject::Workspace(claimed.entry.workspace_id)).await?;
    let data = EventData::none().with("mail", "notice").with("reason", reason);
    let data = data.with("eventId", event.to_string());
    Ok(vec![chain.append(ls, &by_mail(ls, claimed), EventKind::EmailFailed, data)])
}

pub(super) fn by_mail(ls: &Latchstring, claimed: &ClaimedEntry) -> By {
    By {
        workspace_id: claimed.entry.workspace_id,
        actor: Actor::new(ActorKind::System, "mail"),
        origin: Origin::default(),
        now: ls.now(),
        automated: true,
    }
}
