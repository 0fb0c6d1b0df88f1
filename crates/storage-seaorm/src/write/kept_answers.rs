use latchstring_domain::Timestamp;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Constraint, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::Applied;
use crate::entity::kept_answers::{Column, Entity};
use crate::row;

/// One statement takes a slot that is free or whose time is over: of two that want it at once, the second waits for the
/// first and then sees that it is taken.
pub(super) async fn keep(tx: &DatabaseTransaction, value: &KeptAnswer) -> Applied {
    let over = Expr::col((Entity, Column::Until)).lte(value.at.unix_millis());
    let columns = [Column::WorkspaceId, Column::Sealed, Column::KeptAt, Column::Until];
    let unless_standing =
        OnConflict::column(Column::Slot).update_columns(columns).action_and_where(over).to_owned();
    let row = row::kept_answers::write(value).into_active_model();
    let kept = Entity::insert(row).on_conflict(unless_standing).exec_without_returning(tx).await?;
    if kept == 0 { Err(Refusal::Conflict(Constraint::Once).into()) } else { Ok(()) }
}

pub(super) async fn sweep(tx: &DatabaseTransaction, slots: &[Digest], now: Timestamp) -> Applied {
    let slots = slots.iter().map(|slot| slot.as_bytes().to_vec());
    Entity::delete_many()
        .filter(Column::Slot.is_in(slots))
        .filter(Column::Until.lte(now.unix_millis()))
        .exec(tx)
        .await?;
    Ok(())
}
