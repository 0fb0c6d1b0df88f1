//! Endpoints, webhooks and their ways there.

use latchstring_domain::Version;
use latchstring_domain::id::EndpointId;
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use super::{Applied, rows};
use crate::entity::{webhook_deliveries, webhook_endpoints, webhook_messages};
use crate::row;

pub(super) async fn create_endpoint(tx: &DatabaseTransaction, value: &Endpoint) -> Applied {
    let model = row::webhook_endpoints::write(value)?;
    rows::insert::<webhook_endpoints::Entity>(tx, model.into_active_model()).await
}

pub(super) async fn update_endpoint(tx: &DatabaseTransaction, value: &Endpoint) -> Applied {
    use webhook_endpoints::{ActiveModel, Column, Entity};
    let columns = row::webhook_endpoints::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}

pub(super) async fn delete_endpoint(tx: &DatabaseTransaction, id: EndpointId, version: Version) -> Applied {
    use webhook_endpoints::{Column, Entity};
    webhook_deliveries::Entity::delete_many()
        .filter(webhook_deliveries::Column::EndpointId.eq(id.as_uuid()))
        .exec(tx)
        .await?;
    let which = Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::Version.eq(version.number()));
    rows::delete::<Entity>(tx, which).await
}

pub(super) async fn create_message(tx: &DatabaseTransaction, value: &Message) -> Applied {
    let model = row::webhook_messages::write(value);
    rows::insert::<webhook_messages::Entity>(tx, model.into_active_model()).await
}

pub(super) async fn create_delivery(tx: &DatabaseTransaction, value: &Delivery) -> Applied {
    let model = row::webhook_deliveries::write(value)?;
    rows::insert::<webhook_deliveries::Entity>(tx, model.into_active_model()).await
}

pub(super) async fn update_delivery(tx: &DatabaseTransaction, value: &Delivery) -> Applied {
    use webhook_deliveries::{ActiveModel, Column, Entity};
    let columns = row::webhook_deliveries::write(value)?.into_active_model().reset_all();
    let columns =
        ActiveModel { id: NotSet, workspace_id: NotSet, endpoint_id: NotSet, message_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}
