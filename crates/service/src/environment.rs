//! Where a path names an environment or a tenant: which workspace and which company that is.

use latchstring_domain::company::Company;
use latchstring_domain::event::EventData;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, Slice, StorageError};

use crate::company::{self, CreateCompany};
use crate::{Caller, Failure, Latchstring, Thing, record};

/// The caller's workspace, when `environment` is what its programs call it or its id.
pub(crate) async fn of(ls: &Latchstring, caller: &Caller, environment: &str) -> Result<Workspace, Failure> {
    let store = ls.store();
    let own = store.workspace(caller.workspace_id()).await?.ok_or(Failure::NotFound(Thing::Workspace))?;
    let named = own.environment.as_ref().is_some_and(|key| key.as_str() == environment);
    let by_id = environment.parse::<WorkspaceId>().ok();
    if named || by_id == Some(own.id) {
        return Ok(own);
    }
    if let Some(other) = by_id
        && store.workspace(other).await?.is_some()
    {
        let data = EventData::none().with("reason", "workspace").with("target", Thing::Workspace.as_str());
        record::denial(ls, caller, data.with("targetId", other.to_string())).await?;
    }
    Err(Failure::NotFound(Thing::Workspace))
}

/// The company that a customer's programs call this tenant.
pub(crate) async fn tenant(
    ls: &Latchstring,
    workspace: WorkspaceId,
    tenant: &ExternalId,
) -> Result<Option<Company>, StorageError> {
    let first = Slice::first(1);
    Ok(ls.store().companies(workspace, Some(tenant), first).await?.pop())
}

/// A tenant, with the changes that make it when it was not seen before.
pub(crate) struct Tenant {
    pub(crate) company: Company,
    pub(crate) changes: Vec<Change>,
}

/// The tenant, made on the spot with these labels when it was not seen before.
pub(crate) async fn tenant_or_new(
    ls: &Latchstring,
    caller: &Caller,
    id: &ExternalId,
    metadata: Option<&Metadata>,
) -> Result<Tenant, Failure> {
    match tenant(ls, caller.workspace_id(), id).await? {
        Some(company) => Ok(Tenant { company, changes: Vec::new() }),
        None => new_tenant(ls, caller, id, metadata),
    }
}

/// A tenant that was not seen before. It is called by its id until somebody names it.
pub(crate) fn new_tenant(
    ls: &Latchstring,
    caller: &Caller,
    id: &ExternalId,
    metadata: Option<&Metadata>,
) -> Result<Tenant, Failure> {
    let name: String = id.as_str().chars().take(CompanyName::MAX).collect();
    let wish = CreateCompany {
        name: CompanyName::parse(&name).map_err(|_| Failure::Defect("a tenant is no name"))?,
        external_id: Some(id.clone()),
        data_collection_start_date: None,
        metadata: metadata.cloned().unwrap_or_default(),
    };
    let company::New { company, changes } = company::new(ls, caller, &wish);
    Ok(Tenant { company, changes: changes.into() })
}
