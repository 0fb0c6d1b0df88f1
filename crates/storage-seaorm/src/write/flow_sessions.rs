use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::FlowSessionId;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, Condition, IntoActiveModel as _};
use sea_orm::{EntityTrait as _, QueryFilter as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::flow_sessions::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &FlowSession) -> Planned {
    rows::insert::<Entity>(to, row::flow_sessions::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &FlowSession) -> Planned {
    let columns = row::flow_sessions::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}

pub(super) fn delete(to: &mut Steps, id: FlowSessionId) -> Planned {
    let which = Condition::all().add(Column::Id.eq(id.as_uuid()));
    to.run(&Entity::delete_many().filter(which));
    Ok(())
}
