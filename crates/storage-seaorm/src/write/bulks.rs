use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_storage::{BulkChange, Constraint, Refusal, StorageError};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _,
};

use super::Applied;
use super::rows;
use crate::entity::{bulk_batches, bulks};
use crate::row;

/// How many batches one statement inserts.
const BATCHES_PER_STATEMENT: usize = 100;

pub(super) async fn apply(tx: &DatabaseTransaction, change: &BulkChange) -> Applied {
    match change {
        BulkChange::Create(row, batches) => create(tx, row, batches).await,
        BulkChange::Settle(row, batch) => settle(tx, row, batch).await,
    }
}

async fn create(tx: &DatabaseTransaction, value: &Bulk, batches: &[BulkBatch]) -> Applied {
    rows::insert::<bulks::Entity>(tx, row::bulks::write(value)?.into_active_model()).await?;
    if batches.iter().any(|batch| batch.bulk_id != value.id) {
        return Err(Refusal::Conflict(Constraint::Reference).into());
    }
    for some in batches.chunks(BATCHES_PER_STATEMENT) {
        let models: Vec<_> = some.iter().map(row::bulks::write_batch).collect::<Result<_, StorageError>>()?;
        let models = models.into_iter().map(|model| model.into_active_model());
        bulk_batches::Entity::insert_many(models).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn settle(tx: &DatabaseTransaction, value: &Bulk, batch: &BulkBatch) -> Applied {
    if batch.bulk_id != value.id {
        return Err(Refusal::Stale.into());
    }
    let columns = row::bulks::write(value)?.into_active_model().reset_all();
    let columns = bulks::ActiveModel { id: NotSet, workspace_id: NotSet, ..columns };
    let before = rows::before(
        (bulks::Column::Id, value.id.as_uuid()),
        (bulks::Column::WorkspaceId, value.workspace_id.as_uuid()),
        (bulks::Column::Version, value.version),
    );
    rows::update::<bulks::Entity>(tx, columns, before).await?;
    let columns = row::bulks::write_batch(batch)?.into_active_model().reset_all();
    let columns = bulk_batches::ActiveModel { bulk_id: NotSet, number: NotSet, ..columns };
    let which = Condition::all()
        .add(bulk_batches::Column::BulkId.eq(batch.bulk_id.as_uuid()))
        .add(bulk_batches::Column::Number.eq(i64::from(batch.number)));
    rows::update::<bulk_batches::Entity>(tx, columns, which).await
}
