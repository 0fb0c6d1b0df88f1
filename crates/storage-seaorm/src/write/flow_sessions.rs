use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::FlowSessionId;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _,
};
use sea_orm::{EntityTrait as _, QueryFilter as _};

use super::Applied;
use super::rows;
use crate::entity::flow_sessions::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &FlowSession) -> Applied {
    rows::insert::<Entity>(tx, row::flow_sessions::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &FlowSession) -> Applied {
    let columns = row::flow_sessions::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}

pub(super) async fn delete(tx: &DatabaseTransaction, id: FlowSessionId) -> Applied {
    let which = Condition::all().add(Column::Id.eq(id.as_uuid()));
    Entity::delete_many().filter(which).exec(tx).await?;
    Ok(())
}
