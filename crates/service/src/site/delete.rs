use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::SiteId;
use latchstring_storage::{Change, ChangeSet};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Deletes a site. Connections and invitations that named it keep its id; recipients are no longer offered it. Needs
/// the scope `invitations:write`.
///
/// # Errors
/// [`Failure`].
pub async fn delete(ls: &Latchstring, caller: &Caller, id: SiteId) -> Result<(), Failure> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let site = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, Subject::Company(site.company_id)).await?;
        let data = EventData::none().with("siteId", id.to_string());
        let event = chain.append(ls, &By::caller(caller, ls.now()), EventKind::SiteDeleted, data);
        match attempts.commit(ChangeSet::new().with(Change::DeleteSite(id, site.version)).with(event)).await?
        {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a deletion of a site was refused")),
        }
    }
}
