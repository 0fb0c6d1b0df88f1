use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::id::BulkId;
use latchstring_storage::{BulkChange, Constraint, Refusal, StorageError};
use sea_orm::ActiveValue::NotSet;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryTrait as _, Set,
};

use super::rows;
use super::step::{Planned, Step, Steps};
use crate::entity::{bulk_batches, bulks};
use crate::row;

/// How many batches one statement inserts.
const BATCHES_PER_STATEMENT: usize = 100;

pub(super) fn apply(to: &mut Steps, change: &BulkChange) -> Planned {
    match change {
        BulkChange::Stage(row, batches) => stage(to, row, batches),
        BulkChange::Add(id, batches) => {
            is_staged(to, *id);
            add(to, *id, batches)
        }
        BulkChange::Take(id) => {
            let taken = bulks::ActiveModel { taken: Set(true), ..Default::default() };
            rows::update::<bulks::Entity>(to, taken, staged(*id))
        }
        BulkChange::Settle(row, batch) => settle(to, row, batch),
    }
}

fn stage(to: &mut Steps, value: &Bulk, batches: &[BulkBatch]) -> Planned {
    rows::insert::<bulks::Entity>(to, row::bulks::write(value)?.into_active_model())?;
    add(to, value.id, batches)
}

fn staged(id: BulkId) -> Condition {
    Condition::all().add(bulks::Column::Id.eq(id.as_uuid())).add(bulks::Column::Taken.eq(false))
}

/// Stale unless it is staged and not taken.
fn is_staged(to: &mut Steps, id: BulkId) {
    let found = bulks::Entity::find().filter(staged(id)).build(to.backend());
    to.push(Step::Find(found, Refusal::Stale));
}

fn add(to: &mut Steps, id: BulkId, batches: &[BulkBatch]) -> Planned {
    if batches.iter().any(|batch| batch.bulk_id != id) {
        return Err(Refusal::Conflict(Constraint::Reference).into());
    }
    for some in batches.chunks(BATCHES_PER_STATEMENT) {
        let models: Vec<_> = some.iter().map(row::bulks::write_batch).collect::<Result<_, StorageError>>()?;
        let models = models.into_iter().map(|model| model.into_active_model());
        to.run(&bulk_batches::Entity::insert_many(models));
    }
    Ok(())
}

fn settle(to: &mut Steps, value: &Bulk, batch: &BulkBatch) -> Planned {
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
    rows::update::<bulks::Entity>(to, columns, before)?;
    let columns = row::bulks::write_batch(batch)?.into_active_model().reset_all();
    let columns = bulk_batches::ActiveModel { bulk_id: NotSet, number: NotSet, ..columns };
    let which = Condition::all()
        .add(bulk_batches::Column::BulkId.eq(batch.bulk_id.as_uuid()))
        .add(bulk_batches::Column::Number.eq(i64::from(batch.number)));
    rows::update::<bulk_batches::Entity>(to, columns, which)
}
