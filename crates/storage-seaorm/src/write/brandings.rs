use latchstring_domain::branding::Branding;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::brandings::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &Branding) -> Applied {
    rows::insert::<Entity>(tx, row::brandings::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &Branding) -> Applied {
    let columns = row::brandings::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { workspace_id: NotSet, ..columns };
    let whose = (Column::WorkspaceId, value.workspace_id.as_uuid());
    rows::update::<Entity>(tx, columns, rows::before(whose, whose, (Column::Version, value.version))).await
}
