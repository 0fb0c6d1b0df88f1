use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::flow::{FlowConnectors, FlowConnectorsError, Schema};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::text::FlowName;
use latchstring_storage::{Change, ChangeSet};

use super::find::{FlowView, find, view};
use crate::attempts::{Attempts, Commit};
use crate::company::set;
use crate::connector::{self, FindConnectorsError};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about a flow: `None` leaves a part as it is, `Some(None)` empties it. Its key stays: programs and
/// connections remember it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowChanges {
    /// Its name.
    pub name: Option<FlowName>,
    /// What can be connected in it, by key or id.
    pub connectors: Option<Vec<ConnectorKey>>,
    /// The fields the customer wants filled.
    pub schema: Option<Option<Schema>>,
}

/// Why a flow was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateFlowError {
    /// The catalog has no such connectors; their places among those named.
    #[error("some connectors are not in the catalog")]
    UnknownConnectors(Vec<usize>),
    /// There are none, or too many.
    #[error(transparent)]
    Connectors(#[from] FlowConnectorsError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<FindConnectorsError> for UpdateFlowError {
    fn from(error: FindConnectorsError) -> Self {
        match error {
            FindConnectorsError::Unknown(places) => Self::UnknownConnectors(places),
            FindConnectorsError::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Changes a flow. A wish that changes nothing is written nowhere. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`UpdateFlowError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    name: &FlowKey,
    wish: FlowChanges,
) -> Result<FlowView, UpdateFlowError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let connectors = match &wish.connectors {
        Some(named) => Some(FlowConnectors::new(connector::find_all(ls, caller, named).await?)?),
        None => None,
    };
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut flow = find(ls, caller, name).await?;
        let mut changed = Vec::new();
        set(&mut flow.name, wish.name.clone(), "name", &mut changed);
        set(&mut flow.connectors, connectors.clone(), "connectors", &mut changed);
        set(&mut flow.schema, wish.schema.clone(), "schema", &mut changed);
        if changed.is_empty() {
            return Ok(view(ls, flow).await?);
        }
        flow.updated_at = now;
        flow.version = flow.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("flowId", flow.id.to_string()).with("changed", changed);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::FlowUpdated, data);
        match attempts.commit(ChangeSet::new().with(Change::UpdateFlow(flow.clone())).with(event)).await? {
            Commit::Done => return Ok(view(ls, flow).await?),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a change of a flow was refused").into()),
        }
    }
}
