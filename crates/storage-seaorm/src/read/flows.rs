//! Connectors, which are providers, and the flows that offer them.

use std::collections::BTreeSet;

use async_trait::async_trait;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::{FlowId, ProviderId, WorkspaceId};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::provider::Provider;
use latchstring_storage::Flows;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
    Select,
};
use uuid::Uuid;

use super::{Result, VALUES_PER_STATEMENT, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::flows::{Column, Entity};
use crate::entity::providers;
use crate::row;

pub(super) fn connector(workspace: WorkspaceId, key: &ConnectorKey) -> Select<providers::Entity> {
    providers::Entity::find()
        .filter(providers::Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(providers::Column::ConnectorKey.eq(key.as_str()))
}

/// The listed connectors, in the order of the index of their keys.
pub(super) fn connectors(workspace: WorkspaceId, after: Option<&ConnectorKey>) -> Select<providers::Entity> {
    providers::Entity::find()
        .filter(providers::Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(providers::Column::ConnectorKey.is_not_null())
        .filter(providers::Column::Listed.eq(true))
        .apply_if(after, |query, key| query.filter(providers::Column::ConnectorKey.gt(key.as_str())))
        .order_by_asc(providers::Column::ConnectorKey)
}

pub(super) fn providers_among(ids: &[Uuid]) -> Select<providers::Entity> {
    providers::Entity::find().filter(providers::Column::Id.is_in(ids.iter().copied()))
}

pub(super) fn by_key(workspace: WorkspaceId, key: &FlowKey) -> Select<Entity> {
    Entity::find().filter(Column::WorkspaceId.eq(workspace.as_uuid())).filter(Column::Key.eq(key.as_str()))
}

pub(super) fn of(workspace: WorkspaceId) -> Select<Entity> {
    Entity::find().filter(Column::WorkspaceId.eq(workspace.as_uuid())).order_by_asc(Column::Id)
}

#[async_trait]
impl Flows for SeaOrmStore {
    async fn connector(&self, workspace: WorkspaceId, key: &ConnectorKey) -> Result<Option<Provider>> {
        one(self.reader(), connector(workspace, key), row::providers::read).await
    }

    async fn connectors(
        &self,
        workspace: WorkspaceId,
        after: Option<&ConnectorKey>,
        limit: u32,
    ) -> Result<Vec<Provider>> {
        let query = connectors(workspace, after).limit(capped(limit));
        all(self.reader(), query, row::providers::read).await
    }

    async fn providers_by_ids(&self, ids: &[ProviderId]) -> Result<Vec<Provider>> {
        // An id that is asked for twice could come back from two of the statements.
        let ids: BTreeSet<_> = ids.iter().map(|id| id.as_uuid()).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let mut found = Vec::new();
        for ids in ids.chunks(VALUES_PER_STATEMENT) {
            found.extend(all(self.reader(), providers_among(ids), row::providers::read).await?);
        }
        Ok(found)
    }

    async fn flow(&self, id: FlowId) -> Result<Option<Flow>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), row::flows::read).await
    }

    async fn flow_by_key(&self, workspace: WorkspaceId, key: &FlowKey) -> Result<Option<Flow>> {
        one(self.reader(), by_key(workspace, key), row::flows::read).await
    }

    async fn flows(&self, workspace: WorkspaceId) -> Result<Vec<Flow>> {
        all(self.reader(), of(workspace), row::flows::read).await
    }
}
