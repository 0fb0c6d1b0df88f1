use latchstring_domain::Timestamp;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::magic_link::MagicLink;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::companies;
use crate::entity::magic_links::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &MagicLink) -> Planned {
    rows::insert::<Entity>(to, row::magic_links::write(value)?.into_active_model())
}

pub(super) fn update(to: &mut Steps, value: &MagicLink) -> Planned {
    let columns = row::magic_links::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, use_count: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)
}

/// The link's company, unless the link was minted before the company's cut-off.
///
/// The row is locked for sharing until the transaction ends: a cut-off waits for the uses that did not see it, and a
/// use that had to wait sees the cut-off. A mere read would let a use be committed after the cut-off was reported
/// done; the lock that a reference takes does not help, because it lets everything but the keys change.
fn company_that_allows_it() -> SelectStatement {
    let cut_off = (companies::Entity, companies::Column::LinksNotBefore);
    let minted_since = Expr::col(cut_off).lte(Expr::col((Entity, Column::IssuedAt)));
    Query::select()
        .expr(Expr::val(1))
        .from(companies::Entity)
        .and_where(Expr::col((companies::Entity, companies::Column::Id)).equals((Entity, Column::CompanyId)))
        .and_where(Expr::col(cut_off).is_null().or(minted_since))
        .lock(LockType::Share)
        .to_owned()
}

/// One statement decides: the second of two updates of a row waits for the first and then sees what it wrote.
pub(super) fn spend(to: &mut Steps, id: MagicLinkId, at: Timestamp) -> Planned {
    let use_left = Column::Purpose.eq(row::purpose::EDIT).or(Column::UseCount.eq(0_i64));
    let in_time = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(at.unix_millis()));
    to.change(
        &Entity::update_many()
            .col_expr(Column::UseCount, Expr::col(Column::UseCount).add(1_i64))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
            .col_expr(Column::UpdatedAt, Expr::value(at.unix_millis()))
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(Column::RevokedAt.is_null())
            .filter(Condition::all().add(use_left).add(in_time).add(Expr::exists(company_that_allows_it()))),
    );
    Ok(())
}
