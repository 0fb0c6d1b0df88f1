//! What the statements of all tables have in common.

use latchstring_domain::Version;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::step::{Planned, Steps};

/// Inserts without reading back: ids are the program's, and MySQL would need a second statement.
pub(super) fn insert<E: EntityTrait>(to: &mut Steps, row: E::ActiveModel) -> Planned {
    to.run(&E::insert(row));
    Ok(())
}

/// Sets the columns of the one row that the condition describes; stale when there is none.
pub(super) fn update<E>(to: &mut Steps, row: E::ActiveModel, which: Condition) -> Planned
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    to.change(&E::update_many().set(row).filter(which));
    Ok(())
}

/// Deletes the one row that the condition describes; stale when there is none.
pub(super) fn delete<E: EntityTrait>(to: &mut Steps, which: Condition) -> Planned {
    to.change(&E::delete_many().filter(which.into_condition()));
    Ok(())
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
