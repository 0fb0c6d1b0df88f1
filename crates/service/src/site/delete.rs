use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::SiteId;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why a site was not deleted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeleteSiteError {
    /// A connection was made for it.
    #[error("a connection was made for the site")]
    InUse,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Deletes a site that no connection was made for. Invitations that prefill it keep its id, and recipients are no
/// longer offered it. Needs the scope `invitations:write`.
///
/// # Errors
/// [`DeleteSiteError`].
pub async fn delete(ls: &Latchstring, caller: &Caller, id: SiteId) -> Result<(), DeleteSiteError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let site = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, Subject::Company(site.company_id)).await.map_err(Failure::from)?;
        let data = EventData::none().with("siteId", id.to_string());
        let event = chain.append(ls, &By::caller(caller, ls.now()), EventKind::SiteDeleted, data);
        match attempts.commit(ChangeSet::new().with(Change::DeleteSite(id, site.version)).with(event)).await?
        {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::InUse) => return Err(DeleteSiteError::InUse),
            Commit::Conflict(_) => return Err(Failure::Defect("a deletion of a site was refused").into()),
        }
    }
}
