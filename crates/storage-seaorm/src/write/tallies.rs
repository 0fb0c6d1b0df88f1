use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Constraint, Refusal};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};

use super::Applied;
use crate::entity::tallies::{ActiveModel, Column, Entity};

/// Makes the row if it is not there, and then counts on the condition that there is room: of two that count at once,
/// the second waits for the first's row and sees what it wrote. One statement that does both has another spelling on
/// each database.
pub(super) async fn count(
    tx: &DatabaseTransaction,
    key: &Digest,
    limit: u32,
    at: Timestamp,
    until: Timestamp,
) -> Applied {
    let (at, until) = (at.unix_millis(), until.unix_millis());
    let nothing = ActiveModel { key: Set(key.as_bytes().to_vec()), count: Set(0), until: Set(until) };
    let unless_there = OnConflict::column(Column::Key).do_nothing_on([Column::Key]).to_owned();
    Entity::insert(nothing).on_conflict(unless_there).exec_without_returning(tx).await?;
    let over = || Expr::col(Column::Until).lte(at);
    let counted = CaseStatement::new().case(over(), 1_i64).finally(Expr::col(Column::Count).add(1_i64));
    let ends = CaseStatement::new().case(over(), until).finally(Expr::col(Column::Until));
    let room = Column::Until.lte(at).or(Column::Count.lt(i64::from(limit)));
    let done = Entity::update_many()
        .col_expr(Column::Count, counted.into())
        .col_expr(Column::Until, ends.into())
        .filter(Column::Key.eq(key.as_bytes().to_vec()))
        .filter(room)
        .exec(tx)
        .await?;
    if done.rows_affected > 0 {
        return Ok(());
    }
    // A sweep may have taken the row between the two statements, which is no reason to turn anybody away.
    match Entity::find_by_id(key.as_bytes().to_vec()).one(tx).await? {
        Some(_) => Err(Refusal::Conflict(Constraint::Limit).into()),
        None => Err(Refusal::Stale.into()),
    }
}

pub(super) async fn clear(tx: &DatabaseTransaction, key: &Digest) -> Applied {
    Entity::delete_many().filter(Column::Key.eq(key.as_bytes().to_vec())).exec(tx).await?;
    Ok(())
}
