use latchstring_domain::Version;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::flow::{Flow, FlowConnectors, FlowConnectorsError, Schema};
use latchstring_domain::id::FlowId;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::text::FlowName;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::find::{FlowView, view};
use crate::attempts::{Attempts, Commit};
use crate::connector::{self, FindConnectorsError};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What a new flow is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateFlow {
    /// What the customer's programs call it; its id, when they do not say.
    pub key: Option<FlowKey>,
    /// Its name, shown to recipients.
    pub name: FlowName,
    /// What can be connected in it, by key or id.
    pub connectors: Vec<ConnectorKey>,
    /// The fields the customer wants filled.
    pub schema: Option<Schema>,
}

/// Why a flow was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateFlowError {
    /// Another flow of the workspace has this key.
    #[error("another flow has this key")]
    KeyTaken,
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

impl From<FindConnectorsError> for CreateFlowError {
    fn from(error: FindConnectorsError) -> Self {
        match error {
            FindConnectorsError::Unknown(places) => Self::UnknownConnectors(places),
            FindConnectorsError::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Makes a flow. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`CreateFlowError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateFlow,
) -> Result<FlowView, CreateFlowError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let connectors = FlowConnectors::new(connector::find_all(ls, caller, &wish.connectors).await?)?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let id = FlowId::generate(now, &mut *ls.rng());
        let own = || id.to_string().parse().map_err(|_| Failure::Defect("an id is a key"));
        let flow = Flow {
            id,
            workspace_id: caller.workspace_id(),
            key: wish.key.clone().map_or_else(own, Ok)?,
            name: wish.name.clone(),
            connectors: connectors.clone(),
            schema: wish.schema.clone(),
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        };
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("flowId", id.to_string()).with("key", flow.key.as_str());
        let event = chain.append(ls, &By::caller(caller, now), EventKind::FlowCreated, data);
        match attempts.commit(ChangeSet::new().with(Change::CreateFlow(flow.clone())).with(event)).await? {
            Commit::Done => return Ok(view(ls, flow).await?),
            Commit::Stale => {}
            Commit::Conflict(Constraint::FlowKey) => return Err(CreateFlowError::KeyTaken),
            Commit::Conflict(_) => return Err(Failure::Defect("a new flow was refused").into()),
        }
    }
}
