use latchstring_domain::event::Checkpoint;
use latchstring_storage::Refusal;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryTrait as _};

use super::rows;
use super::step::{Planned, Step, Steps};
use crate::entity::event_checkpoints::{Column, Entity};
use crate::row;

/// The key of the table decides between two that want the same place; rows are never taken away, so the one before, once seen,
/// stays.
pub(super) fn add(to: &mut Steps, value: &Checkpoint) -> Planned {
    let number = value.statement.number;
    let Some(before) = number.checked_sub(1).filter(|_| i64::try_from(number).is_ok()) else {
        return Err(Refusal::Stale.into());
    };
    let model = row::event_checkpoints::write(value)?;
    let of_workspace = Entity::find().filter(Column::WorkspaceId.eq(model.workspace_id));
    let backend = to.backend();
    let standing = |number| of_workspace.clone().filter(Column::Number.eq(number)).build(backend);
    if before > 0 {
        to.push(Step::Find(standing(model.number - 1), Refusal::Stale));
    }
    to.push(Step::Miss(standing(model.number), Refusal::Stale));
    rows::insert::<Entity>(to, model.into_active_model())
}
