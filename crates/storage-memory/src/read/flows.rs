//! Connectors, and the flows that offer them.

use async_trait::async_trait;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::{FlowId, ProviderId, WorkspaceId};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::provider::Provider;
use latchstring_storage::{Flows, MAX_LIMIT, StorageError};

use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Flows for MemoryStore {
    async fn connector(&self, workspace: WorkspaceId, key: &ConnectorKey) -> Result<Option<Provider>> {
        let state = self.state()?;
        let id = state.connectors_by_key.get(&(workspace, key.clone()));
        Ok(id.and_then(|id| state.providers.get(id)).cloned())
    }

    async fn connectors(
        &self,
        workspace: WorkspaceId,
        after: Option<&ConnectorKey>,
        limit: u32,
    ) -> Result<Vec<Provider>> {
        let state = self.state()?;
        let ids = state.connectors_by_key.iter();
        let wanted = ids.filter(|((of, key), _)| *of == workspace && after.is_none_or(|after| key > after));
        let rows = wanted.filter_map(|(_, id)| state.providers.get(id)).filter(|row| row.listed);
        Ok(rows.take(usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0)).cloned().collect())
    }

    async fn providers_by_ids(&self, ids: &[ProviderId]) -> Result<Vec<Provider>> {
        let state = self.state()?;
        Ok(state.providers.values().filter(|row| ids.contains(&row.id)).cloned().collect())
    }

    async fn flow(&self, id: FlowId) -> Result<Option<Flow>> {
        Ok(self.state()?.flows.get(&id).cloned())
    }

    async fn flow_by_key(&self, workspace: WorkspaceId, key: &FlowKey) -> Result<Option<Flow>> {
        let state = self.state()?;
        let id = state.flows_by_key.get(&(workspace, key.clone()));
        Ok(id.and_then(|id| state.flows.get(id)).cloned())
    }

    async fn flows(&self, workspace: WorkspaceId) -> Result<Vec<Flow>> {
        let state = self.state()?;
        Ok(state.flows.values().filter(|row| row.workspace_id == workspace).cloned().collect())
    }
}
