//! What all rows with an id and a version have in common.

use latchstring_domain::Version;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::branding::Branding;
use latchstring_domain::bulk::Bulk;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    ApiKeyId, BulkId, CompanyId, ConnectionId, DeliveryId, EndpointId, FlowId, FlowSessionId, InvitationId,
    MagicLinkId, ProviderId, SiteId, WorkspaceId,
};
use latchstring_domain::invitation::{Invitation, Purpose};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::Site;
use latchstring_domain::webhook::{Delivery, Endpoint};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Constraint, Refusal};

use super::{Applied, conflict};
use crate::state::State;
use crate::table::Table;

pub(super) trait Row: Clone {
    type Id: Ord + Copy;
    fn id(&self) -> Self::Id;
    fn workspace(&self) -> WorkspaceId;
    fn version(&self) -> Version;
}

macro_rules! rows {
    ($($row:ty, $id:ty, $workspace:ident;)*) => {$(
        impl Row for $row {
            type Id = $id;
            fn id(&self) -> $id {
                self.id
            }
            fn workspace(&self) -> WorkspaceId {
                self.$workspace
            }
            fn version(&self) -> Version {
                self.version
            }
        }
    )*};
}

rows! {
    Workspace, WorkspaceId, id;
    Company, CompanyId, workspace_id;
    Site, SiteId, workspace_id;
    ApiKey, ApiKeyId, workspace_id;
    Provider, ProviderId, workspace_id;
    Flow, FlowId, workspace_id;
    Invitation, InvitationId, workspace_id;
    Bulk, BulkId, workspace_id;
    MagicLink, MagicLinkId, workspace_id;
    FlowSession, FlowSessionId, workspace_id;
    Connection, ConnectionId, workspace_id;
    Endpoint, EndpointId, workspace_id;
    Delivery, DeliveryId, workspace_id;
}

/// A workspace has one, so its id is the workspace's.
impl Row for Branding {
    type Id = WorkspaceId;
    fn id(&self) -> WorkspaceId {
        self.workspace_id
    }
    fn workspace(&self) -> WorkspaceId {
        self.workspace_id
    }
    fn version(&self) -> Version {
        self.version
    }
}

pub(super) fn create<R: Row>(table: &mut Table<R::Id, R>, row: R) -> Applied {
    if table.contains(&row.id()) {
        return Err(conflict(Constraint::Identity));
    }
    table.put(row.id(), row);
    Ok(())
}

/// Writes the row over the one before it, which it returns.
pub(super) fn update<R: Row>(table: &mut Table<R::Id, R>, row: R) -> Result<R, Refusal> {
    let before = table.get(&row.id()).ok_or(Refusal::Stale)?.clone();
    if before.version().next() != row.version() || before.workspace() != row.workspace() {
        return Err(Refusal::Stale);
    }
    table.put(row.id(), row);
    Ok(before)
}

pub(super) fn delete<R: Row>(table: &mut Table<R::Id, R>, id: R::Id, version: Version) -> Result<R, Refusal> {
    let before = table.get(&id).filter(|row| row.version() == version).ok_or(Refusal::Stale)?.clone();
    table.remove(&id);
    Ok(before)
}

/// Moves a row's key in a unique index.
pub(super) fn reindex<K: Ord + Clone, Id>(
    index: &mut Table<K, Id>,
    before: Option<K>,
    after: Option<K>,
    id: Id,
    constraint: Constraint,
) -> Applied {
    if before == after {
        return Ok(());
    }
    if let Some(key) = before {
        index.remove(&key);
    }
    if let Some(key) = after {
        if index.contains(&key) {
            return Err(conflict(constraint));
        }
        index.put(key, id);
    }
    Ok(())
}

pub(super) fn workspace_exists(state: &State, workspace: WorkspaceId) -> Applied {
    exists(state.workspaces.contains(&workspace))
}

pub(super) fn company_exists(state: &State, company: CompanyId, workspace: WorkspaceId) -> Applied {
    exists(state.companies.get(&company).is_some_and(|row| row.workspace_id == workspace))
}

/// The connection to be repaired, when that is what a link is for.
pub(super) fn repaired_exists(state: &State, purpose: &Purpose, workspace: WorkspaceId) -> Applied {
    match purpose {
        Purpose::CreateConnection { .. } => Ok(()),
        Purpose::EditConnection { connection_id } => {
            exists(state.connections.get(connection_id).is_some_and(|found| found.workspace_id == workspace))
        }
    }
}

pub(super) fn exists(found: bool) -> Applied {
    if found { Ok(()) } else { Err(conflict(Constraint::Reference)) }
}

pub(super) fn unused(used: bool) -> Applied {
    if used { Err(conflict(Constraint::InUse)) } else { Ok(()) }
}
