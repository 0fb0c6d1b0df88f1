use latchstring_domain::event::Checkpoint;
use latchstring_storage::Refusal;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _,
};

use super::{Applied, rows};
use crate::entity::event_checkpoints::{Column, Entity};
use crate::row;

/// The key of the table decides between two that want the same place; rows are never taken away, so the one before, once seen,
/// stays.
pub(super) async fn add(tx: &DatabaseTransaction, value: &Checkpoint) -> Applied {
    let number = value.statement.number;
    let Some(before) = number.checked_sub(1).filter(|_| i64::try_from(number).is_ok()) else {
        return Err(Refusal::Stale.into());
    };
    let model = row::event_checkpoints::write(value)?;
    let of_workspace = Entity::find().filter(Column::WorkspaceId.eq(model.workspace_id));
    if before > 0 {
        let standing = of_workspace.clone().filter(Column::Number.eq(model.number - 1)).count(tx).await?;
        rows::one(standing)?;
    }
    let taken = of_workspace.filter(Column::Number.eq(model.number)).count(tx).await?;
    if taken > 0 {
        return Err(Refusal::Stale.into());
    }
    rows::insert::<Entity>(tx, model.into_active_model()).await
}
