use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::id::BulkId;
use latchstring_storage::{BulkChange, Constraint, Refusal, StorageError};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::Applied;
use super::rows;
use crate::entity::{bulk_batches, bulks};
use crate::row;

/// How many batches one statement inserts.
const BATCHES_PER_STATEMENT: usize = 100;

pub(super) async fn apply(tx: &DatabaseTransaction, change: &BulkChange) -> Applied {
    match change {
        BulkChange::Stage(row, batches) => stage(tx, row, batches).await,
        BulkChange::Add(id, batches) => {
            is_staged(tx, *id).await?;
            add(tx, *id, batches).await
        }
        BulkChange::Take(id) => {
            let taken = bulks::ActiveModel { taken: Set(true), ..Default::default() };
            rows::update::<bulks::Entity>(tx, taken, staged(*id)).await
        }
        BulkChange::Settle(row, batch) => settle(tx, row, batch).await,
    }
}

async fn stage(tx: &DatabaseTransaction, value: &Bulk, batches: &[BulkBatch]) -> Applied {
    rows::insert::<bulks::Entity>(tx, row::bulks::write(value)?.into_active_model()).await?;
    add(tx, value.id, batches).await
}

fn staged(id: BulkId) -> Condition {
    Condition::all().add(bulks::Column::Id.eq(id.as_uuid())).add(bulks::Column::Taken.eq(false))
}

async fn is_staged(tx: &DatabaseTransaction, id: BulkId) -> Applied {
    match bulks::Entity::find().filter(staged(id)).one(tx).await? {
        Some(_) => Ok(()),
        None => Err(Refusal::Stale.into()),
    }
}

async fn add(tx: &DatabaseTransaction, id: BulkId, batches: &[BulkBatch]) -> Applied {
    if batches.iter().any(|batch| batch.bulk_id != id) {
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
    let columns = bulks::ActiveModel { id: NotSet, workspace_id: NotSet, taken: NotSet, ..columns };
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
