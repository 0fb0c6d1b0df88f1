use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::{Sweep, Swept};
use sea_orm::sea_query::{Alias, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
    Set,
};

use super::step::{Planned, Steps};
use crate::entity::{bulk_batches, bulks, webhook_deliveries, webhook_messages};
use crate::over;

pub(super) fn apply(to: &mut Steps, sweep: &Sweep) -> Planned {
    let Sweep { of, until, limit } = *sweep;
    match of {
        Swept::Marks => to.run(&over::marks(until).delete(limit)),
        Swept::Tallies => to.run(&over::tallies(until).delete(limit)),
        Swept::Answers => to.run(&over::answers(until).delete(limit)),
        Swept::MfaMessages => to.run(&over::mfa_messages(until).delete(limit)),
        Swept::FlowSessions => to.run(&over::flow_sessions(until).delete(limit)),
        Swept::Webhooks(workspace) => webhooks(to, workspace, until, limit),
        Swept::BulkResults(workspace) => {
            let over = over::finished_bulks(workspace, until);
            let hidden = bulks::ActiveModel { taken: Set(false), ..Default::default() };
            to.run(&bulks::Entity::update_many().set(hidden).filter(over.found_by(over.some(limit))));
        }
        Swept::StagedBulks => staged_bulks(to, until, limit),
        Swept::Mails(workspace) => to.run(&over::mails(workspace, until).delete(limit)),
        Swept::DeadLetters(workspace) => to.run(&over::dead_letters(workspace, until).delete(limit)),
    }
    Ok(())
}

/// The deliveries of the first webhooks, and then those of them that have none any more: where somebody else has swept between
/// the two, what is left has its turn the next time.
fn webhooks(to: &mut Steps, workspace: WorkspaceId, until: Timestamp, limit: u32) {
    use webhook_deliveries::{Column, Entity};
    let over = over::messages(workspace, until);
    let first = || over.some(limit).order_by_asc(webhook_messages::Column::Id);
    let deliveries = Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(Column::MessageId.in_subquery(apart(first().into_query(), webhook_messages::Column::Id)));
    to.run(&deliveries);
    let held = Entity::find()
        .select_only()
        .column(Column::MessageId)
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(Column::MessageId.in_subquery(apart(first().into_query(), webhook_messages::Column::Id)));
    let messages = webhook_messages::Entity::delete_many()
        .filter(over.found_by(first()))
        .filter(webhook_messages::Column::Id.not_in_subquery(held.into_query()));
    to.run(&messages);
}

/// Batches of the first bulk that nobody finds, from its end; and each such bulk that has none.
fn staged_bulks(to: &mut Steps, until: Timestamp, limit: u32) {
    use bulk_batches::{Column, Entity};
    let over = over::staged_bulks(until);
    let first = || apart(over.some(1).into_query(), bulks::Column::Id);
    let last = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::BulkId.in_subquery(first()))
        .order_by_desc(Column::Number)
        .limit(u64::from(limit));
    let batches = Entity::delete_many()
        .filter(Column::BulkId.in_subquery(first()))
        .filter(Column::Number.in_subquery(apart(last.into_query(), Column::Number)));
    to.run(&batches);
    let full =
        Entity::find().select_only().column(Column::BulkId).filter(Column::BulkId.in_subquery(first()));
    let empty = bulks::Entity::delete_many()
        .filter(over.found_by(over.some(1)))
        .filter(bulks::Column::Id.not_in_subquery(full.into_query()));
    to.run(&empty);
}

/// One column of a read, with a table in between, which lets MariaDB bound it.
fn apart(read: SelectStatement, column: impl sea_orm::sea_query::IntoIden + Copy) -> SelectStatement {
    let found = Alias::new("found");
    Query::select().column((found.clone(), column)).from_subquery(read, found).take()
}
