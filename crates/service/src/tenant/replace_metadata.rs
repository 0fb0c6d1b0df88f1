use latchstring_domain::api_key::Scope;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::ExternalId;
use latchstring_storage::{ChangeSet, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::company::{self, CompanyChanges};
use crate::environment::{self, Tenant};
use crate::{Caller, Failure, Latchstring};

/// Gives a tenant these labels in place of all it had. One that was not seen before is made on the spot. Needs the scope
/// `invitations:write`.
///
/// # Errors
/// [`Failure`].
pub async fn replace_metadata(
    ls: &Latchstring,
    caller: &Caller,
    env: &str,
    tenant: &ExternalId,
    metadata: &Metadata,
) -> Result<(), Failure> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    environment::of(ls, caller, env).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let Tenant { changes, .. } = with_metadata(ls, caller, tenant, Some(metadata)).await?;
        match attempts.commit(changes.into_iter().fold(ChangeSet::new(), ChangeSet::with)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            // Somebody else has just made the tenant.
            Commit::Conflict(Constraint::CompanyExternalId) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("labels of a tenant were refused")),
        }
    }
}

/// The tenant with these labels, if any are given, and the changes that make it so.
pub(crate) async fn with_metadata(
    ls: &Latchstring,
    caller: &Caller,
    tenant: &ExternalId,
    metadata: Option<&Metadata>,
) -> Result<Tenant, Failure> {
    let mut tenant = environment::tenant_or_new(ls, caller, tenant, metadata).await?;
    if tenant.changes.is_empty() {
        let wish = CompanyChanges { metadata: metadata.cloned(), ..CompanyChanges::default() };
        let changes = company::change(ls, caller, &mut tenant.company, &wish, ls.now()).await?;
        tenant.changes.extend(changes.into_iter().flatten());
    }
    Ok(tenant)
}
