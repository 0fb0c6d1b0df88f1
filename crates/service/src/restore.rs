//! What becomes of a database that was put back to an older copy.

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::{CompanyId, InvitationId};
use latchstring_domain::invitation::InvitationStatus;
use latchstring_storage::{ChangeSet, InvitationFilter, Slice};

use crate::attempts::{Attempts, Commit};
use crate::invitation::RevokeInvitationError;
use crate::magic_link::CutOffError;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, api_key, invitation, magic_link};

const AT_ONCE: u32 = 500;

/// What was revoked in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked {
    /// How many invitations.
    pub invitations: u64,
    /// The magic links of how many companies, those without a row among them.
    pub companies: u64,
    /// How many API keys.
    pub api_keys: u64,
}

/// Revokes in the caller's workspace whatever may have been revoked after the copy was made, of which the copy knows nothing:
/// every invitation that can be used, every magic link and, unless they are to be kept, every API key. Each is in the log as
/// any revocation is, and that the database was restored is an event of its own.
///
/// Begun again after it was stopped it does the rest. Needs the scope `workspace:manage`, and `invitations:write`.
///
/// # Errors
/// [`Failure`]; what was revoked by then stays revoked.
pub async fn mark(ls: &Latchstring, caller: &Caller, keep_api_keys: bool) -> Result<Marked, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut marked = Marked {
        companies: magic_links(ls, caller).await?,
        invitations: invitations(ls, caller).await?,
        api_keys: 0,
    };
    if !keep_api_keys {
        for key in ls.store().api_keys(caller.workspace_id()).await? {
            if key.revoked_at.is_none() {
                api_key::revoke(ls, caller, key.id).await?;
                marked.api_keys += 1;
            }
        }
    }
    tell(ls, caller, marked).await?;
    Ok(marked)
}

async fn magic_links(ls: &Latchstring, caller: &Caller) -> Result<u64, Failure> {
    let (mut last, mut done): (Option<CompanyId>, _) = (None, 0);
    loop {
        let slice = Slice::After { id: last, limit: AT_ONCE };
        let companies = ls.store().companies(caller.workspace_id(), None, slice).await?;
        let Some(company) = companies.last() else { return Ok(done) };
        last = Some(company.id);
        for company in companies {
            match magic_link::cut_off(ls, caller, company.id, ls.now()).await {
                Ok(_) => done += 1,
                // Somebody does the same at the same time.
                Err(CutOffError::Earlier | CutOffError::InTheFuture) => {}
                Err(CutOffError::Failed(failure)) => return Err(failure),
            }
        }
    }
}

async fn invitations(ls: &Latchstring, caller: &Caller) -> Result<u64, Failure> {
    let (mut last, mut done): (Option<InvitationId>, _) = (None, 0);
    loop {
        let status = Some((InvitationStatus::Active, ls.now()));
        let filter = InvitationFilter { status, ..InvitationFilter::all(caller.workspace_id()) };
        let slice = Slice::After { id: last, limit: AT_ONCE };
        let found = ls.store().invitations(&filter, slice).await?;
        let Some(oldest) = found.last() else { return Ok(done) };
        last = Some(oldest.id);
        for one in found {
            match invitation::revoke(ls, caller, one.id).await {
                Ok(_) => done += 1,
                // Its time has passed since it was read.
                Err(RevokeInvitationError::NotActive(_)) => {}
                Err(RevokeInvitationError::Failed(failure)) => return Err(failure),
            }
        }
    }
}

async fn tell(ls: &Latchstring, caller: &Caller, marked: Marked) -> Result<(), Failure> {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let data = EventData::none()
        .with("invitations", count(marked.invitations))
        .with("companies", count(marked.companies))
        .with("apiKeys", count(marked.api_keys));
    let mut attempts = Attempts::new(ls);
    loop {
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let by = By::caller(caller, ls.now());
        let event = chain.append(ls, &by, EventKind::DatabaseRestored, data.clone());
        match attempts.commit(ChangeSet::new().with(event)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}
