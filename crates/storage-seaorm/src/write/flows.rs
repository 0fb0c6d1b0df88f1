use latchstring_domain::Version;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::FlowId;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, Condition, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::flows::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &Flow) -> Planned {
    rows::insert::<Entity>(to, row::flows::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &Flow) -> Planned {
    let columns = row::flows::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}

pub(super) fn delete(to: &mut Steps, id: FlowId, version: Version) -> Planned {
    let which = Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::Version.eq(version.number()));
    rows::delete::<Entity>(to, which)
}
