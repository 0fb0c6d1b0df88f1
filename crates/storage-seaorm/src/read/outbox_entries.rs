use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::outbox::Fence;
use latchstring_storage::{Claim, ClaimedEntry, Outbox, OutboxCounts};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};

use super::{Result, capped, count};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::outbox_entries::{Column, Entity, Model};
use crate::row::cell::Row;
use crate::row::outbox_entries::{LEASED, WAITING, read};
use crate::write::begin;

/// What is due, the longest due first.
pub(super) fn due(now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::DueAt.lte(now.unix_millis()))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
}

/// Takes what is due. Workers do not wait for each other: PostgreSQL skips rows that another one is taking, and
/// SQLite, which ignores the lock clause, has one writer at a time.
async fn take(db: &DatabaseConnection, claim: Claim) -> std::result::Result<Vec<Model>, DbErr> {
    let tx = begin(db).await?;
    let due = due(claim.now)
        .limit(capped(claim.limit))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&tx)
        .await?;
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
        self.detached(move |store| async move { take(store.writer(), claim).await.map_err(driver::failure) })
            .await
            .map(readable)
    }

    async fn next_due(&self) -> Result<Option<Timestamp>> {
        let next = Entity::find()
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
