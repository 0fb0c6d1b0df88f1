use latchstring_domain::outbox::Task;
use latchstring_storage::{Change, ChangeSet, ClaimedEntry, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring, bulk, connection, flow_session, invitation};

/// How a piece of work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Performed {
    /// It is done, and the entry is gone.
    Done,
    /// Another worker has taken the entry over; what this one did was not written.
    LeaseLost,
}

/// Does a piece of work. Its effect and the end of the entry are one commit, so the effect happens once, however
/// often the work is begun.
///
/// # Errors
/// [`Failure`]: nothing was written; the work should be tried again later.
pub async fn perform(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Performed, Failure> {
    let mut attempts = Attempts::new(ls);
    let (id, fence) = (claimed.entry.id, claimed.fence);
    loop {
        let changes = match claimed.entry.task {
            Task::CollectSandbox(id) => connection::collect(ls, id).await?,
            Task::IssueBulk(id) => bulk::issue_next(ls, id).await?,
            Task::RecordExpiry(id) => invitation::record_expiry(ls, id).await?,
            Task::Remind(id) => invitation::remind(ls, id).await?,
            Task::MailCode(_) | Task::MailInvitation(_) | Task::MailNotice(_) => {
                return Err(Failure::Defect("a mail is sent by the dispatcher"));
            }
            Task::Announce(_) | Task::Deliver { .. } => {
                return Err(Failure::Defect("a webhook is written and sent by the dispatcher"));
            }
            Task::ForgetFlowSession(id) => flow_session::forget(ls, id).await?,
        };
        let mut set = ChangeSet::new().with(Change::Complete { id, fence });
        changes.into_iter().for_each(|change| set.push(change));
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Performed::Done),
            Some(Commit::Stale) => {}
            // A company that was there a moment ago; the next look finds it gone.
            Some(Commit::Conflict(Constraint::Reference)) => attempts.again().await?,
            Some(Commit::Conflict(_)) => {
                return Err(Failure::Defect("the end of an outbox entry was refused"));
            }
            None => return Ok(Performed::LeaseLost),
        }
    }
}
