use async_trait::async_trait;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::FlowSessionId;
use latchstring_storage::FlowSessions;
use sea_orm::EntityTrait as _;

use super::{Result, one};
use crate::SeaOrmStore;
use crate::entity::flow_sessions::Entity;
use crate::row::flow_sessions::read;

#[async_trait]
impl FlowSessions for SeaOrmStore {
    async fn flow_session(&self, id: FlowSessionId) -> Result<Option<FlowSession>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }
}
