use latchstring_domain::Timestamp;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{Invitation, RetiredLink};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _,
};
use sea_orm::{EntityTrait as _, QueryFilter as _};

use super::Applied;
use super::rows;
use crate::entity::invitations::{ActiveModel, Column, Entity};
use crate::entity::retired_links;
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &Invitation) -> Applied {
    rows::insert::<Entity>(tx, row::invitations::write(value)?.into_active_model()).await
}

pub(super) async fn update(tx: &DatabaseTransaction, value: &Invitation) -> Applied {
    let columns = row::invitations::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, use_count: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(tx, columns, before).await
}

pub(super) async fn retire(tx: &DatabaseTransaction, value: &RetiredLink) -> Applied {
    let columns = row::retired_links::write(value).into_active_model();
    rows::insert::<retired_links::Entity>(tx, columns).await
}

/// One statement decides: the second of two updates of a row waits for the first and then sees what it wrote.
pub(super) async fn spend(tx: &DatabaseTransaction, id: InvitationId, at: Timestamp) -> Applied {
    let uses_left = Column::MaxUses.is_null().or(Expr::col(Column::UseCount).lt(Expr::col(Column::MaxUses)));
    let in_time = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(at.unix_millis()));
    let spent = Entity::update_many()
        .col_expr(Column::UseCount, Expr::col(Column::UseCount).add(1_i64))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
        .col_expr(Column::UpdatedAt, Expr::value(at.unix_millis()))
        .filter(Column::Id.eq(id.as_uuid()))
        .filter(Column::RevokedAt.is_null())
        .filter(Condition::all().add(uses_left).add(in_time))
        .exec(tx)
        .await?;
    rows::one(spent.rows_affected)
}
