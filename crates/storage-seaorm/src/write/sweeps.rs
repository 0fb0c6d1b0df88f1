use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::{Sweep, Swept};
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};
use uuid::Uuid;

use super::Applied;
use crate::entity::{bulk_batches, bulks, webhook_deliveries, webhook_messages};
use crate::over;

type Bytes = Vec<u8>;

/// The keys are looked for first and then deleted by, since MariaDB neither bounds a list that it deletes from nor deletes
/// from a table by what it reads of it.
pub(super) async fn apply(tx: &DatabaseTransaction, sweep: &Sweep) -> Applied {
    let Sweep { of, until, limit } = *sweep;
    match of {
        Swept::Marks => over::marks(until).delete::<Bytes>(tx, limit).await?,
        Swept::Tallies => over::tallies(until).delete::<Bytes>(tx, limit).await?,
        Swept::Answers => over::answers(until).delete::<Bytes>(tx, limit).await?,
        Swept::MfaMessages => over::mfa_messages(until).delete::<Uuid>(tx, limit).await?,
        Swept::FlowSessions => over::flow_sessions(until).delete::<Uuid>(tx, limit).await?,
        Swept::Webhooks(workspace) => webhooks(tx, workspace, until, limit).await?,
        Swept::BulkResults(workspace) => bulk_results(tx, workspace, until, limit).await?,
        Swept::StagedBulks => staged_bulks(tx, until, limit).await?,
        Swept::Mails(workspace) => over::mails(workspace, until).delete::<Uuid>(tx, limit).await?,
        Swept::DeadLetters(workspace) => {
            over::dead_letters(workspace, until).delete::<Uuid>(tx, limit).await?
        }
    }
    Ok(())
}

async fn webhooks(tx: &DatabaseTransaction, workspace: WorkspaceId, until: Timestamp, limit: u32) -> Applied {
    let over = over::messages(workspace, until);
    let ids = over.keys::<Uuid>(tx, limit).await?;
    if ids.is_empty() {
        return Ok(());
    }
    webhook_deliveries::Entity::delete_many()
        .filter(webhook_deliveries::Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(webhook_deliveries::Column::MessageId.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    webhook_messages::Entity::delete_many().filter(over.with(ids)).exec(tx).await?;
    Ok(())
}

async fn bulk_results(
    tx: &DatabaseTransaction,
    workspace: WorkspaceId,
    until: Timestamp,
    limit: u32,
) -> Applied {
    let over = over::finished_bulks(workspace, until);
    let ids = over.keys::<Uuid>(tx, limit).await?;
    if ids.is_empty() {
        return Ok(());
    }
    let hidden = bulks::ActiveModel { taken: Set(false), ..Default::default() };
    bulks::Entity::update_many().set(hidden).filter(over.with(ids)).exec(tx).await?;
    Ok(())
}

/// Batches of one that nobody finds, from its end; or it, when it has none.
async fn staged_bulks(tx: &DatabaseTransaction, until: Timestamp, limit: u32) -> Applied {
    use bulk_batches::{Column, Entity};
    let over = over::staged_bulks(until);
    let Some(bulk) = over.keys::<Uuid>(tx, 1).await?.pop() else { return Ok(()) };
    let numbers: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::BulkId.eq(bulk))
        .order_by_desc(Column::Number)
        .limit(u64::from(limit))
        .into_tuple()
        .all(tx)
        .await?;
    if numbers.is_empty() {
        bulks::Entity::delete_many().filter(over.with(vec![bulk])).exec(tx).await?;
        return Ok(());
    }
    let batches = Condition::all().add(Column::BulkId.eq(bulk)).add(Column::Number.is_in(numbers));
    Entity::delete_many().filter(batches).exec(tx).await?;
    Ok(())
}
