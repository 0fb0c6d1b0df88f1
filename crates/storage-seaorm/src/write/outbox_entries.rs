use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, OutboxEntry};
use latchstring_storage::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait as _, DatabaseTransaction,
    EntityTrait as _, IntoActiveModel as _, Iterable as _, QueryFilter as _,
};

use super::Applied;
use super::rows;
use crate::clock::OutboxClock;
use crate::entity::outbox_entries::{ActiveModel, Column, Entity};
use crate::entity::webhook_endpoints;
use crate::row::outbox_entries::{LEASED, PARKED, WAITING, write};

/// The values of a row, in the order of the columns.
fn values(tx: &DatabaseTransaction, clock: OutboxClock, entry: &OutboxEntry) -> Vec<Expr> {
    let mut row = write(entry).into_active_model();
    let due_at = clock.then(tx.get_database_backend(), entry.created_at, entry.run_at);
    let value = |column| match column {
        Column::DueAt => Some(due_at.clone()),
        column => row.take(column).into_value().map(Expr::val),
    };
    Column::iter().filter_map(value).collect()
}

pub(super) async fn enqueue(tx: &DatabaseTransaction, clock: OutboxClock, entry: &OutboxEntry) -> Applied {
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(Column::iter());
    statement.values(values(tx, clock, entry)).map_err(StorageError::defect)?;
    tx.execute(&statement).await?;
    Ok(())
}

/// The entry, in the same statement that finds out whether anybody would hear of it.
pub(super) async fn announce(tx: &DatabaseTransaction, clock: OutboxClock, entry: &OutboxEntry) -> Applied {
    let heard = Query::select()
        .expr(Expr::val(1))
        .from(webhook_endpoints::Entity)
        .and_where(webhook_endpoints::Column::WorkspaceId.eq(entry.workspace_id.as_uuid()))
        .to_owned();
    let selected = Query::select().exprs(values(tx, clock, entry)).and_where(Expr::exists(heard)).to_owned();
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(Column::iter());
    statement.select_from(selected).map_err(StorageError::defect)?;
    tx.execute(&statement).await?;
    Ok(())
}

/// The entry, as long as this claim is the last one and has not ended.
fn claimed(id: OutboxId, fence: Fence) -> Condition {
    Condition::all()
        .add(Column::Id.eq(id.as_uuid()))
        .add(Column::State.eq(LEASED))
        .add(Column::Claims.eq(fence.0))
}

pub(super) async fn complete(tx: &DatabaseTransaction, id: OutboxId, fence: Fence) -> Applied {
    rows::delete::<Entity>(tx, claimed(id, fence)).await
}

/// Sets the columns of the one entry that the condition describes, which waits from then on.
async fn wait(
    tx: &DatabaseTransaction,
    clock: OutboxClock,
    (at, run_at): (Timestamp, Timestamp),
    which: Condition,
    more: Option<(Column, Expr)>,
) -> Applied {
    let due_at = clock.then(tx.get_database_backend(), at, run_at);
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(WAITING))
        .col_expr(Column::RunAt, Expr::value(run_at.unix_millis()))
        .col_expr(Column::DueAt, due_at)
        .filter(which);
    if let Some((column, value)) = more {
        update = update.col_expr(column, value);
    }
    rows::one(update.exec(tx).await?.rows_affected)
}

pub(super) async fn retry(
    tx: &DatabaseTransaction,
    clock: OutboxClock,
    (id, fence): (OutboxId, Fence),
    times: (Timestamp, Timestamp),
) -> Applied {
    wait(tx, clock, times, claimed(id, fence), None).await
}

/// An entry that was given up.
fn parked(id: OutboxId) -> Condition {
    Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::State.eq(PARKED))
}

/// What was claimed before is forgiven and not forgotten: the fence goes on growing, so that no worker of an earlier claim can
/// end a later one.
pub(super) async fn requeue(
    tx: &DatabaseTransaction,
    clock: OutboxClock,
    id: OutboxId,
    at: Timestamp,
) -> Applied {
    let forgiven = (Column::Forgiven, Expr::col(Column::Claims));
    wait(tx, clock, (at, at), parked(id), Some(forgiven)).await
}

pub(super) async fn discard(tx: &DatabaseTransaction, id: OutboxId) -> Applied {
    rows::delete::<Entity>(tx, parked(id)).await
}

pub(super) async fn park(
    tx: &DatabaseTransaction,
    id: OutboxId,
    fence: Fence,
    at: Timestamp,
    reason: &str,
) -> Applied {
    let columns = ActiveModel {
        state: Set(PARKED.to_owned()),
        due_at: Set(None),
        parked_at: Set(Some(at.unix_millis())),
        // PostgreSQL takes no NUL, and a reason may quote anything.
        parked_reason: Set(Some(reason.replace('\0', "\u{FFFD}"))),
        ..Default::default()
    };
    rows::update::<Entity>(tx, columns, claimed(id, fence)).await
}
