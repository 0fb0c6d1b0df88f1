use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::{Connection, StatusMoveError, StatusReport};
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::ConnectionId;
use latchstring_storage::{Change, ChangeSet};

use super::get::{ConnectionView, find, view};
use super::reconnect::reconnect;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, company};

/// The name under which an event tells of the invitation that was mailed with it.
pub(crate) const RECONNECT: &str = "reconnectInvitationId";

/// Why a report was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportStatusError {
    /// The connection cannot move there now.
    #[error(transparent)]
    Move(#[from] StatusMoveError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Takes a collector's report. Only a change of status is an event; a repeated report just refreshes its time. Needs
/// the scope `connections:write`.
///
/// # Errors
/// [`ReportStatusError`].
pub async fn report_status(
    ls: &Latchstring,
    caller: &Caller,
    id: ConnectionId,
    report: StatusReport,
) -> Result<ConnectionView, ReportStatusError> {
    caller.require(ls, Scope::ConnectionsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let old = find(ls, caller, id).await?;
        let company = company::find(ls, caller, old.company_id).await?;
        let new = old.clone().report(report.clone(), now)?;
        let mut set = ChangeSet::new();
        for change in moved(ls, &By::caller(caller, now), &old, &new).await? {
            set.push(change);
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(view(ls, new, company)?),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a status report was refused").into()),
        }
    }
}

/// The changes that take a connection from one state to the next, with the event if its status moved.
pub(super) async fn moved(
    ls: &Latchstring,
    by: &By,
    old: &Connection,
    new: &Connection,
) -> Result<Vec<Change>, Failure> {
    let mut changes = vec![Change::UpdateConnection(new.clone())];
    if old.status != new.status {
        let mut chain = Chain::load(ls, Subject::Connection(new.id)).await?;
        let mut data = EventData::none().with("from", old.status.as_str()).with("to", new.status.as_str());
        if new.status.needs_reconnect()
            && let Some((id, issued)) = reconnect(ls, by, new).await?
        {
            data = data.with(RECONNECT, id.to_string());
            changes.extend(issued);
        }
        changes.push(chain.append(ls, by, EventKind::ConnectionStatusChanged, data));
    }
    Ok(changes)
}
