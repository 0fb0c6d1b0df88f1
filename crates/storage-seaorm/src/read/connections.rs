use std::collections::HashMap;

use async_trait::async_trait;
use latchstring_domain::connection::Connection;
use latchstring_domain::id::{ConnectionId, InvitationId, SiteId};
use latchstring_storage::{ConnectionFilter, Connections, Slice};
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use super::{Result, VALUES_PER_STATEMENT, count, sliced};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::connection_sites;
use crate::entity::connections::{Column, Entity, Model};
use crate::row::connections::read;

pub(super) fn matching(filter: &ConnectionFilter) -> Select<Entity> {
    let query = Entity::find()
        .filter(Column::WorkspaceId.eq(filter.workspace.as_uuid()))
        .apply_if(filter.company, |query, id| query.filter(Column::CompanyId.eq(id.as_uuid())))
        .apply_if(filter.status, |query, status| query.filter(Column::Status.eq(status.as_str())))
        .apply_if(filter.owner_email.as_ref(), |query, owner| {
            query.filter(Column::OwnerEmailCanonical.eq(owner.canonical()))
        })
        .apply_if(filter.flow, |query, id| query.filter(Column::FlowId.eq(id.as_uuid())));
    if filter.sites.is_empty() {
        return query;
    }
    let began_there = Query::select()
        .column(connection_sites::Column::ConnectionId)
        .from(connection_sites::Entity)
        .and_where(connection_sites::Column::SiteId.is_in(filter.sites.iter().map(|id| id.as_uuid())))
        .to_owned();
    query.filter(Column::Id.into_expr().in_subquery(began_there))
}

/// The connections of these rows, each with its sites: one statement more, however many they are.
pub(super) async fn with_sites(db: &DatabaseConnection, models: Vec<Model>) -> Result<Vec<Connection>> {
    let mut sites: HashMap<Uuid, Vec<SiteId>> = HashMap::new();
    let ids: Vec<_> = models.iter().map(|model| model.id).collect();
    for ids in ids.chunks(VALUES_PER_STATEMENT) {
        let query = connection_sites::Entity::find()
            .filter(connection_sites::Column::ConnectionId.is_in(ids.iter().copied()))
            .order_by_asc(connection_sites::Column::ConnectionId)
            .order_by_asc(connection_sites::Column::Position);
        for row in query.all(db).await.map_err(driver::failure)? {
            sites.entry(row.connection_id).or_default().push(SiteId::from_uuid(row.site_id));
        }
    }
    let mut of = |id: Uuid| sites.remove(&id).unwrap_or_default();
    models
        .into_iter()
        .map(|model| {
            let sites = of(model.id);
            read(model, sites)
        })
        .collect()
}

#[async_trait]
impl Connections for SeaOrmStore {
    async fn connection(&self, id: ConnectionId) -> Result<Option<Connection>> {
        let found = Entity::find_by_id(id.as_uuid()).one(self.reader()).await.map_err(driver::failure)?;
        Ok(with_sites(self.reader(), found.into_iter().collect()).await?.pop())
    }

    async fn connections(
        &self,
        filter: &ConnectionFilter,
        slice: Slice<ConnectionId>,
    ) -> Result<Vec<Connection>> {
        let query = sliced(matching(filter), Column::Id, &slice, |id| id.as_uuid());
        with_sites(self.reader(), query.all(self.reader()).await.map_err(driver::failure)?).await
    }

    async fn count_connections(&self, filter: &ConnectionFilter) -> Result<u64> {
        count(self.reader(), matching(filter)).await
    }

    async fn connections_made_by(&self, invitations: &[InvitationId]) -> Result<Vec<Connection>> {
        let mut made = Vec::new();
        for invitations in invitations.chunks(VALUES_PER_STATEMENT) {
            let by = Column::InvitationId.is_in(invitations.iter().map(|id| id.as_uuid()));
            let models = Entity::find().filter(by).all(self.reader()).await.map_err(driver::failure)?;
            made.extend(with_sites(self.reader(), models).await?);
        }
        made.sort_by_key(|connection| connection.id);
        made.dedup_by_key(|connection| connection.id);
        Ok(made)
    }
}
