use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{ConnectionId, FlowSessionId};
use latchstring_storage::FlowSessions;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::{Result, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::flow_sessions::{Column, Entity};
use crate::row::flow_sessions::read;

pub(super) fn of(connection: ConnectionId, now: Timestamp, limit: u32) -> Select<Entity> {
    Entity::find()
        .filter(Column::ConnectionId.eq(connection.as_uuid()))
        .filter(Column::ExpiresAt.gt(now.unix_millis()))
        .order_by_desc(Column::Id)
        .limit(capped(limit))
}

#[async_trait]
impl FlowSessions for SeaOrmStore {
    async fn flow_session(&self, id: FlowSessionId) -> Result<Option<FlowSession>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn flow_sessions_for(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FlowSession>> {
        all(self.reader(), of(connection, now, limit), read).await
    }
}
