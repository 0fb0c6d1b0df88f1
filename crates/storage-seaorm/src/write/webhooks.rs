//! Endpoints, webhooks and their ways there.

use latchstring_domain::Version;
use latchstring_domain::id::EndpointId;
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::{webhook_deliveries, webhook_endpoints, webhook_messages};
use crate::row;

pub(super) fn create_endpoint(to: &mut Steps, value: &Endpoint) -> Planned {
    let model = row::webhook_endpoints::write(value)?;
    rows::insert::<webhook_endpoints::Entity>(to, model.into_active_model())
}

pub(super) fn update_endpoint(to: &mut Steps, value: &Endpoint) -> Planned {
    use webhook_endpoints::{ActiveModel, Column, Entity};
    let columns = row::webhook_endpoints::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}

pub(super) fn delete_endpoint(to: &mut Steps, id: EndpointId, version: Version) -> Planned {
    use webhook_endpoints::{Column, Entity};
    to.run(
        &webhook_deliveries::Entity::delete_many()
            .filter(webhook_deliveries::Column::EndpointId.eq(id.as_uuid())),
    );
    let which = Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::Version.eq(version.number()));
    rows::delete::<Entity>(to, which)
}

pub(super) fn create_message(to: &mut Steps, value: &Message) -> Planned {
    let model = row::webhook_messages::write(value);
    rows::insert::<webhook_messages::Entity>(to, model.into_active_model())
}

pub(super) fn create_delivery(to: &mut Steps, value: &Delivery) -> Planned {
    let model = row::webhook_deliveries::write(value)?;
    rows::insert::<webhook_deliveries::Entity>(to, model.into_active_model())
}

pub(super) fn update_delivery(to: &mut Steps, value: &Delivery) -> Planned {
    use webhook_deliveries::{ActiveModel, Column, Entity};
    let columns = row::webhook_deliveries::write(value)?.into_active_model().reset_all();
    let columns =
        ActiveModel { id: NotSet, workspace_id: NotSet, endpoint_id: NotSet, message_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}
