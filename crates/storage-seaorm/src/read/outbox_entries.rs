use std::collections::BTreeMap;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::QueueId;
use latchstring_domain::outbox::{Fence, Lane};
use latchstring_storage::{Claim, ClaimedEntry, Outbox, OutboxCounts};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};

use super::{Result, capped, count, turns};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::outbox_entries::{Column, Entity, Model};
use crate::row::cell::Row;
use crate::row::outbox_entries::{LEASED, WAITING, read};
use crate::write::{REPLAYS, begin};

/// What is due, the longest due first.
pub(super) fn due(lane: Lane, now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::Lane.eq(lane.as_str()))
        .filter(Column::DueAt.lte(now.unix_millis()))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
}

/// What is to be taken: all that is due where it may be, otherwise each queue in its turn.
async fn chosen(tx: &DatabaseTransaction, claim: &Claim) -> std::result::Result<Vec<Model>, DbErr> {
    let limit = capped(claim.limit);
    let due = due(claim.lane, claim.now)
        .limit(limit.saturating_add(1))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?;
    if usize::try_from(limit).is_ok_and(|limit| due.len() <= limit) && may_all_be_taken(&due, claim) {
        return Ok(due);
    }
    let ids = turns::next(tx, claim, limit).await?;
    // Looked at again under the lock: somebody may have taken one meanwhile.
    Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::DueAt.lte(claim.now.unix_millis()))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await
}

fn may_all_be_taken(due: &[Model], claim: &Claim) -> bool {
    let mut counts = BTreeMap::<_, u32>::new();
    due.iter().all(|model| {
        let queue = model.queue_id.map(QueueId::from_uuid);
        let count = counts.entry(queue).or_default();
        *count += 1;
        *count <= claim.per_queue && queue.is_none_or(|queue| !claim.except.contains(&queue))
    })
}

/// Takes what is due. Workers do not wait for each other: PostgreSQL and MariaDB skip rows that another one is taking, and
/// SQLite, which ignores the lock clause, has one writer at a time.
async fn take(db: &DatabaseConnection, claim: &Claim) -> std::result::Result<Vec<Model>, DbErr> {
    let tx = begin(db).await?;
    let due = chosen(&tx, claim).await?;
    if !due.is_empty() {
        let until = claim.now.saturating_add(claim.lease).unix_millis();
        Entity::update_many()
            .col_expr(Column::State, Expr::value(LEASED))
            .col_expr(Column::DueAt, Expr::value(until))
            .col_expr(Column::Claims, Expr::col(Column::Claims).add(1_i64))
            .filter(Column::Id.is_in(due.iter().map(|model| model.id)))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(due)
}

/// The same, again when the database took it back to settle a race: MariaDB locks entries in its indexes one by one, and
/// somebody who ends an entry may go through them in another order.
async fn take_at_last(db: &DatabaseConnection, claim: Claim) -> std::result::Result<Vec<Model>, DbErr> {
    let mut replays = 0;
    loop {
        match take(db, &claim).await {
            Err(error) if replays < REPLAYS && driver::lost_race(&error) => replays += 1,
            done => return done,
        }
    }
}

/// The claimed entries that can be read. One that cannot, such as a task of a newer version, keeps its lease and
/// comes back when that ends: it neither stops the others nor is lost to a replica that knows it.
fn readable(models: Vec<Model>) -> Vec<ClaimedEntry> {
    let entry = |model: Model| {
        let fence = Fence(model.claims.saturating_add(1));
        let earlier_attempts = u32::try_from(model.claims).unwrap_or(u32::MAX);
        match read(model) {
            Ok(entry) => Some(ClaimedEntry { entry, fence, earlier_attempts }),
            Err(error) => {
                tracing::error!(%error, "an outbox entry cannot be read and is left alone");
                None
            }
        }
    };
    models.into_iter().filter_map(entry).collect()
}

#[async_trait]
impl Outbox for SeaOrmStore {
    async fn claim(&self, claim: Claim) -> Result<Vec<ClaimedEntry>> {
        self.detached(move |store| async move {
            take_at_last(store.writer(), claim).await.map_err(driver::failure)
        })
        .await
        .map(readable)
    }

    async fn next_due(&self, lane: Lane) -> Result<Option<Timestamp>> {
        let next = Entity::find()
            .filter(Column::Lane.eq(lane.as_str()))
            .filter(Column::State.eq(WAITING))
            .filter(Column::DueAt.is_not_null())
            .order_by_asc(Column::DueAt)
            .one(self.reader())
            .await
            .map_err(driver::failure)?;
        next.map(|model| Row::new("outbox_entries", model.id).time("run_at", model.run_at)).transpose()
    }

    async fn outbox_counts(&self) -> Result<OutboxCounts> {
        let open = Entity::find().filter(Column::DueAt.is_not_null());
        // Written out, because a partial index is not used for a parameter.
        let parked = Entity::find().filter(Expr::col(Column::State).eq(Expr::cust("'parked'")));
        Ok(OutboxCounts {
            open: count(self.reader(), open).await?,
            parked: count(self.reader(), parked).await?,
        })
    }
}
