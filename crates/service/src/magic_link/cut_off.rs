use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::CompanyId;
use latchstring_storage::{Change, ChangeSet};

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, company};

/// Why a company's links were not cut off.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CutOffError {
    /// The time lies in the future, and would kill links that are yet to be minted.
    #[error("the time must not lie in the future")]
    InTheFuture,
    /// The company's links were cut off at a later time before; what is dead stays dead.
    #[error("the company's links were cut off at a later time before")]
    Earlier,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Kills all magic links of a company that were minted before a time, those without a row among them. Needs the scope
/// `invitations:write`.
///
/// # Errors
/// [`CutOffError`].
pub async fn cut_off(
    ls: &Latchstring,
    caller: &Caller,
    id: CompanyId,
    before: Timestamp,
) -> Result<Company, CutOffError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        if before > now {
            return Err(CutOffError::InTheFuture);
        }
        let old = company::find(ls, caller, id).await?;
        match old.links_not_before {
            Some(earlier) if earlier == before => return Ok(old),
            Some(earlier) if earlier > before => return Err(CutOffError::Earlier),
            _ => {}
        }
        let version = old.version.next();
        let company = Company { links_not_before: Some(before), updated_at: now, version, ..old };
        let mut chain = Chain::load(ls, Subject::Company(id)).await.map_err(Failure::from)?;
        let changed = vec!["linksNotBefore".to_owned()];
        let data = EventData::none().with("changed", changed).with("linksNotBefore", before.to_string());
        let event = chain.append(ls, &By::caller(caller, now), EventKind::CompanyUpdated, data);
        match attempts
            .commit(ChangeSet::new().with(Change::UpdateCompany(company.clone())).with(event))
            .await?
        {
            Commit::Done => return Ok(company),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a change of a company was refused").into()),
        }
    }
}
