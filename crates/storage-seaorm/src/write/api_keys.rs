use latchstring_domain::api_key::ApiKey;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::api_keys::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &ApiKey) -> Applied {
    rows::insert::<Entity>(tx, row::api_keys::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &ApiKey) -> Applied {
    let columns = row::api_keys::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}
