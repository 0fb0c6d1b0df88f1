//! What the statements of all tables have in common.

use latchstring_domain::Version;
use latchstring_storage::Refusal;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Applied, Denied};

/// Inserts without reading back: ids are the program's, and MySQL would need a second statement.
pub(super) async fn insert<E: EntityTrait>(tx: &DatabaseTransaction, row: E::ActiveModel) -> Applied {
    E::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Sets the columns of the one row that the condition describes; stale when there is none.
pub(super) async fn update<E>(tx: &DatabaseTransaction, row: E::ActiveModel, which: Condition) -> Applied
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    one(E::update_many().set(row).filter(which).exec(tx).await?.rows_affected)
}

/// Deletes the one row that the condition describes; stale when there is none.
pub(super) async fn delete<E: EntityTrait>(tx: &DatabaseTransaction, which: Condition) -> Applied {
    one(E::delete_many().filter(which.into_condition()).exec(tx).await?.rows_affected)
}

pub(super) fn one(rows: u64) -> Applied {
    if rows == 0 { Err(Denied::Refused(Refusal::Stale)) } else { Ok(()) }
}

/// The row as it was when the change to `version` was decided.
pub(super) fn before<C: ColumnTrait>(
    id: (C, Uuid),
    workspace: (C, Uuid),
    version: (C, Version),
) -> Condition {
    Condition::all()
        .add(id.0.eq(id.1))
        .add(workspace.0.eq(workspace.1))
        .add(version.0.eq(version.1.number().saturating_sub(1)))
}
