use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::outbox::Task;
use latchstring_storage::{Change, ChangeSet, ClaimedEntry};

use crate::attempts::{Attempts, Commit};
use crate::flow_session::find_session;
use crate::outbox::Performed;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// Ends an entry whose mail was handed over, or is no longer wanted.
///
/// # Errors
/// [`Failure`].
pub async fn sent(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Performed, Failure> {
    end(ls, claimed, None).await
}

/// Ends an entry whose mail cannot be delivered, whoever tries: the inviter's log says so, and why.
///
/// # Errors
/// [`Failure`].
pub async fn failed_for_good(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    reason: &str,
) -> Result<Performed, Failure> {
    end(ls, claimed, Some(reason)).await
}

async fn end(ls: &Latchstring, claimed: &ClaimedEntry, failed: Option<&str>) -> Result<Performed, Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let complete = Change::Complete { id: claimed.entry.id, fence: claimed.fence };
        let mut set = ChangeSet::new().with(complete);
        if let Some(reason) = failed {
            set.push_if_any(failure(ls, claimed, reason).await?);
        }
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Performed::Done),
            Some(Commit::Stale) => {}
            Some(Commit::Conflict(_)) => return Err(Failure::Defect("the end of a mail was refused")),
            None => return Ok(Performed::LeaseLost),
        }
    }
}

/// The event that a mail failed, on the chain of the link it was about; none when that is gone.
async fn failure(ls: &Latchstring, claimed: &ClaimedEntry, reason: &str) -> Result<Option<Change>, Failure> {
    let Task::MailCode(session) = claimed.entry.task else { return Ok(None) };
    let Some(walk) = find_session(ls, session).await? else { return Ok(None) };
    let by = By {
        workspace_id: claimed.entry.workspace_id,
        actor: Actor::new(ActorKind::System, "mail"),
        origin: Origin::default(),
        now: ls.now(),
        automated: true,
    };
    let mut chain = Chain::load(ls, walk.link.subject()).await?;
    let data = EventData::none().with("mail", "code").with("reason", reason);
    Ok(Some(chain.append(ls, &by, EventKind::EmailFailed, data)))
}
