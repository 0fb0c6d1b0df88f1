use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Constraint, Refusal};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryTrait as _};

use super::step::{Planned, Step, Steps};
use crate::entity::tallies::{ActiveModel, Column, Entity};

/// Makes the row if it is not there, and then counts on the condition that there is room: of two that count at once,
/// the second waits for the first's row and sees what it wrote. One statement that does both has another spelling on
/// each database.
pub(super) fn count(to: &mut Steps, key: &Digest, limit: u32, at: Timestamp, until: Timestamp) -> Planned {
    let (at, until) = (at.unix_millis(), until.unix_millis());
    let nothing = ActiveModel { key: Set(key.as_bytes().to_vec()), count: Set(0), until: Set(until) };
    let unless_there = OnConflict::column(Column::Key).do_nothing_on([Column::Key]).to_owned();
    to.run(&Entity::insert(nothing).on_conflict(unless_there));
    let over = || Expr::col(Column::Until).lte(at);
    let counted = CaseStatement::new().case(over(), 1_i64).finally(Expr::col(Column::Count).add(1_i64));
    let ends = CaseStatement::new().case(over(), until).finally(Expr::col(Column::Until));
    let room = Column::Until.lte(at).or(Column::Count.lt(i64::from(limit)));
    let update = Entity::update_many()
        .col_expr(Column::Count, counted.into())
        .col_expr(Column::Until, ends.into())
        .filter(Column::Key.eq(key.as_bytes().to_vec()))
        .filter(room)
        .build(to.backend());
    let there = Entity::find_by_id(key.as_bytes().to_vec()).build(to.backend());
    to.push(Step::Count { update, there, full: Refusal::Conflict(Constraint::Limit) });
    Ok(())
}

pub(super) fn clear(to: &mut Steps, key: &Digest) -> Planned {
    to.run(&Entity::delete_many().filter(Column::Key.eq(key.as_bytes().to_vec())));
    Ok(())
}
