use latchstring_domain::idempotency::KeptAnswer;
use latchstring_storage::{Constraint, Refusal};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DbBackend, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryTrait as _,
};

use super::step::{Planned, Step, Steps};
use crate::entity::kept_answers::{ActiveModel, Column, Entity};
use crate::row;

/// Takes a slot that is free or whose time is over: of two that want it at once, the second waits for the first and then
/// sees that it is taken.
pub(super) fn keep(to: &mut Steps, value: &KeptAnswer) -> Planned {
    match to.backend() {
        DbBackend::MySql => keep_in_two(to, value),
        _ => keep_in_one(to, value),
    }
}

fn keep_in_one(to: &mut Steps, value: &KeptAnswer) -> Planned {
    let over = Expr::col((Entity, Column::Until)).lte(value.at.unix_millis());
    let columns = [Column::WorkspaceId, Column::Sealed, Column::KeptAt, Column::Until];
    let unless_standing =
        OnConflict::column(Column::Slot).update_columns(columns).action_and_where(over).to_owned();
    let row = row::kept_answers::write(value).into_active_model();
    let kept = Entity::insert(row).on_conflict(unless_standing).build(to.backend());
    to.push(Step::Change(kept, Refusal::Conflict(Constraint::Once)));
    Ok(())
}

/// MariaDB has no condition on what is done about a row that is there. Where there is none, the unique key decides.
fn keep_in_two(to: &mut Steps, value: &KeptAnswer) -> Planned {
    let columns = row::kept_answers::write(value).into_active_model().reset_all();
    let taken = Entity::update_many()
        .set(ActiveModel { slot: NotSet, ..columns.clone() })
        .filter(Column::Slot.eq(value.slot.as_bytes().to_vec()))
        .filter(Column::Until.lte(value.at.unix_millis()))
        .build(to.backend());
    to.push(Step::Either(taken, Entity::insert(columns).build(to.backend())));
    Ok(())
}
