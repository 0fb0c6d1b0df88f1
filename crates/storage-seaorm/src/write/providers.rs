use latchstring_domain::provider::Provider;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::providers::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &Provider) -> Planned {
    rows::insert::<Entity>(to, row::providers::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &Provider) -> Planned {
    let columns = row::providers::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}
