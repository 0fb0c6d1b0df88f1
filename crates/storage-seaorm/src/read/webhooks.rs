use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::{DeliveryId, EndpointId, EventId, MessageId, WorkspaceId};
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use latchstring_storage::{DeliveryFilter, MessageRange, Slice, Webhooks};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
};

use super::{Result, VALUES_PER_STATEMENT, all, capped, one, sliced};
use crate::SeaOrmStore;
use crate::entity::{webhook_deliveries, webhook_endpoints, webhook_messages};
use crate::row;

pub(super) fn of(workspace: WorkspaceId) -> Select<webhook_endpoints::Entity> {
    webhook_endpoints::Entity::find()
        .filter(webhook_endpoints::Column::WorkspaceId.eq(workspace.as_uuid()))
        .order_by_asc(webhook_endpoints::Column::Id)
}

pub(super) fn deliveries(filter: &DeliveryFilter) -> Select<webhook_deliveries::Entity> {
    use webhook_deliveries::{Column, Entity};
    Entity::find()
        .filter(Column::EndpointId.eq(filter.endpoint.as_uuid()))
        .apply_if(filter.status, |query, status| query.filter(Column::State.eq(status.as_str())))
}

pub(super) fn told(
    range: &MessageRange,
    after: Option<(Timestamp, MessageId)>,
) -> Select<webhook_messages::Entity> {
    use webhook_messages::{Column, Entity};
    let later = |(at, id): (Timestamp, MessageId)| {
        let same = Column::OccurredAt.eq(at.unix_millis()).and(Column::Id.gt(id.as_uuid()));
        Condition::any().add(Column::OccurredAt.gt(at.unix_millis())).add(same)
    };
    let from = after.map_or(range.from, |(at, _)| at.max(range.from));
    Entity::find()
        .filter(Column::WorkspaceId.eq(range.workspace.as_uuid()))
        .filter(Column::EventId.is_not_null())
        .filter(Column::OccurredAt.gte(from.unix_millis()))
        .filter(Column::OccurredAt.lt(range.until.unix_millis()))
        .apply_if(after, |query, after| query.filter(later(after)))
        .order_by_asc(Column::OccurredAt)
        .order_by_asc(Column::Id)
}

#[async_trait]
impl Webhooks for SeaOrmStore {
    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>> {
        let found = webhook_endpoints::Entity::find_by_id(id.as_uuid());
        one(self.reader(), found, row::webhook_endpoints::read).await
    }

    async fn endpoints(&self, workspace: WorkspaceId) -> Result<Vec<Endpoint>> {
        all(self.reader(), of(workspace), row::webhook_endpoints::read).await
    }

    async fn message(&self, id: MessageId) -> Result<Option<Message>> {
        let found = webhook_messages::Entity::find_by_id(id.as_uuid());
        one(self.reader(), found, row::webhook_messages::read).await
    }

    async fn messages(
        &self,
        range: &MessageRange,
        after: Option<(Timestamp, MessageId)>,
        limit: u32,
    ) -> Result<Vec<Message>> {
        let query = told(range, after).limit(capped(limit));
        all(self.reader(), query, row::webhook_messages::read).await
    }

    async fn messages_of(&self, events: &[EventId]) -> Result<Vec<Message>> {
        use webhook_messages::{Column, Entity};
        let mut found = Vec::new();
        for events in events.chunks(VALUES_PER_STATEMENT) {
            let told = Column::EventId.is_in(events.iter().map(|id| id.as_uuid()));
            found.extend(all(self.reader(), Entity::find().filter(told), row::webhook_messages::read).await?);
        }
        Ok(found)
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        let found = webhook_deliveries::Entity::find_by_id(id.as_uuid());
        one(self.reader(), found, row::webhook_deliveries::read).await
    }

    async fn delivery_of(&self, endpoint: EndpointId, message: MessageId) -> Result<Option<Delivery>> {
        let found = deliveries(&DeliveryFilter { endpoint, status: None })
            .filter(webhook_deliveries::Column::MessageId.eq(message.as_uuid()));
        one(self.reader(), found, row::webhook_deliveries::read).await
    }

    async fn deliveries(&self, filter: &DeliveryFilter, slice: Slice<DeliveryId>) -> Result<Vec<Delivery>> {
        let query = sliced(deliveries(filter), webhook_deliveries::Column::Id, &slice, |id| id.as_uuid());
        all(self.reader(), query, row::webhook_deliveries::read).await
    }
}
