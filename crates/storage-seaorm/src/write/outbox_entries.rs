use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, OutboxEntry};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::outbox_entries::{ActiveModel, Column, Entity};
use crate::row::outbox_entries::{LEASED, PARKED, WAITING, write};

pub(super) async fn enqueue(tx: &DatabaseTransaction, entry: &OutboxEntry) -> Applied {
    rows::insert::<Entity>(tx, write(entry).into_active_model()).await
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
