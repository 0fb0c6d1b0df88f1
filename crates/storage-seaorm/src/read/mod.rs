//! The reads, one file a table.

mod api_keys;
mod brandings;
mod bulks;
mod canaries;
mod companies;
mod connections;
mod event_checkpoints;
mod events;
mod flow_sessions;
mod flows;
mod invitation_mails;
mod invitations;
mod kept_answers;
mod keyed_rows;
mod magic_links;
mod mfa_messages;
mod outbox_entries;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod plans_on_mariadb;
mod providers;
mod sites;
mod suppressions;
mod sweeps;
mod tallies;
mod turns;
mod webhooks;
mod workspaces;

pub(crate) use canaries::canary;

use latchstring_storage::{MAX_LIMIT, Slice, StorageError};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use uuid::Uuid;

use crate::driver;

type Result<T> = std::result::Result<T, StorageError>;

/// How many values one `IN` list takes. Longer ones are asked in parts.
const VALUES_PER_STATEMENT: usize = 500;

async fn all<E: EntityTrait, T>(
    db: &DatabaseConnection,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T>,
) -> Result<Vec<T>> {
    query.all(db).await.map_err(driver::failure)?.into_iter().map(read).collect()
}

async fn one<E: EntityTrait, T>(
    db: &DatabaseConnection,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T>,
) -> Result<Option<T>> {
    query.one(db).await.map_err(driver::failure)?.map(read).transpose()
}

async fn count<E>(db: &DatabaseConnection, query: Select<E>) -> Result<u64>
where
    E: EntityTrait,
    E::Model: Sync,
{
    query.count(db).await.map_err(driver::failure)
}

/// How many rows are wanted, never more than [`MAX_LIMIT`].
fn capped(limit: u32) -> u64 {
    u64::from(limit.min(MAX_LIMIT))
}

/// The part of a list that is wanted, newest first.
fn sliced<E: EntityTrait, Id>(
    query: Select<E>,
    column: E::Column,
    slice: &Slice<Id>,
    uuid: impl Fn(&Id) -> Uuid,
) -> Select<E> {
    let query = query.order_by_desc(column).limit(u64::from(slice.limit()));
    match slice {
        Slice::After { id: None, .. } => query,
        Slice::After { id: Some(id), .. } => query.filter(column.lt(uuid(id))),
        // Both drivers take a signed number.
        Slice::Skip { skip, .. } => query.offset((*skip).min(i64::MAX.unsigned_abs())),
    }
}
