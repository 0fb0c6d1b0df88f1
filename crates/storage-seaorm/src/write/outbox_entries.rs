use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, OutboxEntry};
use latchstring_storage::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _,
    Iterable as _, QueryFilter as _,
};

use super::rows;
use super::step::{Planned, Step, Steps};
use crate::clock::OutboxClock;
use crate::entity::outbox_entries::{ActiveModel, Column, Entity};
use crate::entity::webhook_endpoints;
use crate::row::outbox_entries::{LEASED, PARKED, WAITING, write};

/// The values of a row, in the order of the columns.
fn values(to: &Steps, clock: OutboxClock, entry: &OutboxEntry) -> Vec<Expr> {
    let mut row = write(entry).into_active_model();
    let due_at = clock.then(to.backend(), entry.created_at, entry.run_at);
    let value = |column| match column {
        Column::DueAt => Some(due_at.clone()),
        column => row.take(column).into_value().map(Expr::val),
    };
    Column::iter().filter_map(value).collect()
}

pub(super) fn enqueue(to: &mut Steps, clock: OutboxClock, entry: &OutboxEntry) -> Planned {
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(Column::iter());
    statement.values(values(to, clock, entry)).map_err(StorageError::defect)?;
    to.push(Step::Run(to.backend().build(&statement)));
    Ok(())
}

/// The entry, in the same statement that finds out whether anybody would hear of it.
pub(super) fn announce(to: &mut Steps, clock: OutboxClock, entry: &OutboxEntry) -> Planned {
    let heard = Query::select()
        .expr(Expr::val(1))
        .from(webhook_endpoints::Entity)
        .and_where(webhook_endpoints::Column::WorkspaceId.eq(entry.workspace_id.as_uuid()))
        .to_owned();
    let selected = Query::select().exprs(values(to, clock, entry)).and_where(Expr::exists(heard)).to_owned();
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(Column::iter());
    statement.select_from(selected).map_err(StorageError::defect)?;
    to.push(Step::Run(to.backend().build(&statement)));
    Ok(())
}

/// The entry, as long as this claim is the last one and has not ended.
fn claimed(id: OutboxId, fence: Fence) -> Condition {
    Condition::all()
        .add(Column::Id.eq(id.as_uuid()))
        .add(Column::State.eq(LEASED))
        .add(Column::Claims.eq(fence.0))
}

pub(super) fn complete(to: &mut Steps, id: OutboxId, fence: Fence) -> Planned {
    rows::delete::<Entity>(to, claimed(id, fence))
}

/// Sets the columns of the one entry that the condition describes, which waits from then on.
fn wait(
    to: &mut Steps,
    clock: OutboxClock,
    (at, run_at): (Timestamp, Timestamp),
    which: Condition,
    more: Option<(Column, Expr)>,
) -> Planned {
    let due_at = clock.then(to.backend(), at, run_at);
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(WAITING))
        .col_expr(Column::RunAt, Expr::value(run_at.unix_millis()))
        .col_expr(Column::DueAt, due_at)
        .filter(which);
    if let Some((column, value)) = more {
        update = update.col_expr(column, value);
    }
    to.change(&update);
    Ok(())
}

pub(super) fn retry(
    to: &mut Steps,
    clock: OutboxClock,
    (id, fence): (OutboxId, Fence),
    times: (Timestamp, Timestamp),
) -> Planned {
    wait(to, clock, times, claimed(id, fence), None)
}

/// An entry that was given up.
fn parked(id: OutboxId) -> Condition {
    Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::State.eq(PARKED))
}

/// What was claimed before is forgiven and not forgotten: the fence goes on growing, so that no worker of an earlier claim can
/// end a later one.
pub(super) fn requeue(to: &mut Steps, clock: OutboxClock, id: OutboxId, at: Timestamp) -> Planned {
    let forgiven = (Column::Forgiven, Expr::col(Column::Claims));
    wait(to, clock, (at, at), parked(id), Some(forgiven))
}

pub(super) fn discard(to: &mut Steps, id: OutboxId) -> Planned {
    rows::delete::<Entity>(to, parked(id))
}

pub(super) fn park(to: &mut Steps, id: OutboxId, fence: Fence, at: Timestamp, reason: &str) -> Planned {
    let columns = ActiveModel {
        state: Set(PARKED.to_owned()),
        due_at: Set(None),
        parked_at: Set(Some(at.unix_millis())),
        // PostgreSQL takes no NUL, and a reason may quote anything.
        parked_reason: Set(Some(reason.replace('\0', "\u{FFFD}"))),
        ..Default::default()
    };
    rows::update::<Entity>(to, columns, claimed(id, fence))
}
