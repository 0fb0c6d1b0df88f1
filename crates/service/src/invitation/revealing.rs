use std::time::Duration;

use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::BulkId;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::view::InvitationView;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// For how long the same links, shown to the same caller again, are no news. A program that looks at its invitations every
/// minute would otherwise bury the log.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Writes down, in the workspace's log, that the caller is shown the links of these invitations; once an hour for the same
/// ones. What cannot be written down is not shown. Those that have none to show, and a caller who may see none, are no
/// event.
pub(super) async fn record_reveal(
    ls: &Latchstring,
    caller: &Caller,
    views: &[InvitationView],
) -> Result<(), Failure> {
    let shown: Vec<_> =
        views.iter().filter(|view| view.token.is_some()).map(|view| view.invitation.id).collect();
    if shown.is_empty() {
        return Ok(());
    }
    let bytes: Vec<_> = shown.iter().map(|id| id.to_bytes()).collect();
    let names: Vec<_> = shown.iter().map(ToString::to_string).collect();
    record(ls, caller, &bytes, &EventData::none().with("invitationIds", names)).await
}

/// The same of what a bulk was made into, under the name of the bulk: thousands of ids would bury the log.
pub(crate) async fn record_bulk_reveal(ls: &Latchstring, caller: &Caller, id: BulkId) -> Result<(), Failure> {
    record(ls, caller, &[id.to_bytes()], &EventData::none().with("bulkId", id.to_string())).await
}

async fn record(
    ls: &Latchstring,
    caller: &Caller,
    ids: &[[u8; 16]],
    data: &EventData,
) -> Result<(), Failure> {
    let actor = caller.actor();
    let who = [actor.kind.as_str(), actor.id.as_deref().unwrap_or_default()].map(str::as_bytes);
    let workspace = caller.workspace_id().to_bytes();
    let parts: Vec<&[u8]> =
        std::iter::once(workspace.as_slice()).chain(who).chain(ids.iter().map(|id| id.as_slice())).collect();
    let key = Digest::new(tally::key(ls.keyring(), "reveals", &parts));
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        // Read first: a log that was written a moment ago costs no more than this.
        if ls.store().tally(&key).await?.is_some_and(|tally| now < tally.until) {
            return Ok(());
        }
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let once = Change::Tally { key, limit: 1, at: now, until: now.saturating_add(HOUR) };
        let event = chain.append(ls, &By::caller(caller, now), EventKind::LinksRevealed, data.clone());
        match attempts.commit(ChangeSet::new().with(once).with(event)).await? {
            // The same was shown to the same caller in the same moment.
            Commit::Done | Commit::Conflict(Constraint::Limit) => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}
