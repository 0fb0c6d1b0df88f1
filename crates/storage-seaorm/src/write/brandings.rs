use latchstring_domain::branding::Branding;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::brandings::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &Branding) -> Planned {
    rows::insert::<Entity>(to, row::brandings::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &Branding) -> Planned {
    let columns = row::brandings::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { workspace_id: NotSet, ..columns };
    let whose = (Column::WorkspaceId, value.workspace_id.as_uuid());
    rows::update::<Entity>(to, columns, rows::before(whose, whose, (Column::Version, value.version)))
}
