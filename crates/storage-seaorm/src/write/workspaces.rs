use latchstring_domain::workspace::Workspace;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::workspaces::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &Workspace) -> Applied {
    rows::insert::<Entity>(tx, row::workspaces::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &Workspace) -> Applied {
    let columns = row::workspaces::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::Id, value.id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}
