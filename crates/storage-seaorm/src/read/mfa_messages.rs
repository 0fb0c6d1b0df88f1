use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::MfaMessage;
use latchstring_storage::MfaMessages;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::{Result, all, capped};
use crate::SeaOrmStore;
use crate::entity::mfa_messages::{Column, Entity};
use crate::row::mfa_messages::read;

pub(super) fn of(connection: ConnectionId, now: Timestamp, limit: u32) -> Select<Entity> {
    Entity::find()
        .filter(Column::ConnectionId.eq(connection.as_uuid()))
        .filter(Column::ExpiresAt.gt(now.unix_millis()))
        .order_by_asc(Column::Id)
        .limit(capped(limit))
}

#[async_trait]
impl MfaMessages for SeaOrmStore {
    async fn mfa_messages(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<MfaMessage>> {
        all(self.reader(), of(connection, now, limit), read).await
    }
}
