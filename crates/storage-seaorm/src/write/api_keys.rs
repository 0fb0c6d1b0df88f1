use latchstring_domain::api_key::ApiKey;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::api_keys::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &ApiKey) -> Planned {
    rows::insert::<Entity>(to, row::api_keys::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &ApiKey) -> Planned {
    let columns = row::api_keys::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}
