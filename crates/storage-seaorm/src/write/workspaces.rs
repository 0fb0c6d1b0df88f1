use latchstring_domain::workspace::Workspace;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::workspaces::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &Workspace) -> Planned {
    rows::insert::<Entity>(to, row::workspaces::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &Workspace) -> Planned {
    let columns = row::workspaces::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::Id, value.id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}
