use latchstring_domain::Version;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::FlowId;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _,
};

use super::Applied;
use super::rows;
use crate::entity::flows::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &Flow) -> Applied {
    rows::insert::<Entity>(tx, row::flows::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &Flow) -> Applied {
    let columns = row::flows::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}

pub(super) async fn delete(tx: &DatabaseTransaction, id: FlowId, version: Version) -> Applied {
    let which = Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::Version.eq(version.number()));
    rows::delete::<Entity>(tx, which).await
}
