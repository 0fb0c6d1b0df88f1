use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, OutboxEntry};
use latchstring_storage::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait as _, DatabaseTransaction,
    IntoActiveModel as _, Iterable as _,
};

use super::Applied;
use super::rows;
use crate::entity::outbox_entries::{ActiveModel, Column, Entity};
use crate::entity::webhook_endpoints;
use crate::row::outbox_entries::{LEASED, PARKED, WAITING, write};

pub(super) async fn enqueue(tx: &DatabaseTransaction, entry: &OutboxEntry) -> Applied {
    rows::insert::<Entity>(tx, write(entry).into_active_model()).await
}

/// The entry, in the same statement that finds out whether anybody would hear of it.
pub(super) async fn announce(tx: &DatabaseTransaction, entry: &OutboxEntry) -> Applied {
    let heard = Query::select()
        .expr(Expr::val(1))
        .from(webhook_endpoints::Entity)
        .and_where(webhook_endpoints::Column::WorkspaceId.eq(entry.workspace_id.as_uuid()))
        .to_owned();
    let mut row = write(entry).into_active_model();
    let values = Column::iter().filter_map(|column| row.take(column).into_value()).map(Expr::val);
    let selected = Query::select().exprs(values).and_where(Expr::exists(heard)).to_owned();
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

pub(super) async fn retry(
    tx: &DatabaseTransaction,
    id: OutboxId,
    fence: Fence,
    run_at: Timestamp,
) -> Applied {
    let columns = ActiveModel {
        state: Set(WAITING.to_owned()),
        run_at: Set(run_at.unix_millis()),
        due_at: Set(Some(run_at.unix_millis())),
        ..Default::default()
    };
    rows::update::<Entity>(tx, columns, claimed(id, fence)).await
}

pub(super) async fn park(tx: &DatabaseTransaction, id: OutboxId, fence: Fence, reason: &str) -> Applied {
    let columns = ActiveModel {
        state: Set(PARKED.to_owned()),
        due_at: Set(None),
        // PostgreSQL takes no NUL, and a reason may quote anything.
        parked_reason: Set(Some(reason.replace('\0', "\u{FFFD}"))),
        ..Default::default()
    };
    rows::update::<Entity>(tx, columns, claimed(id, fence)).await
}
