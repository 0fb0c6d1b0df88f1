use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::Digest;
use latchstring_storage::KeptAnswers;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::{Result, capped, one};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::kept_answers::{Column, Entity};
use crate::row::cell::Row;
use crate::row::kept_answers::read;

/// The slots of those whose time is over, the longest first.
pub(super) fn over(now: Timestamp, limit: u32) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Slot)
        .filter(Column::Until.lte(now.unix_millis()))
        .order_by_asc(Column::Until)
        .limit(capped(limit))
}

#[async_trait]
impl KeptAnswers for SeaOrmStore {
    async fn kept_answer(&self, slot: &Digest) -> Result<Option<KeptAnswer>> {
        one(self.reader(), Entity::find_by_id(slot.as_bytes().to_vec()), read).await
    }

    async fn answers_over(&self, now: Timestamp, limit: u32) -> Result<Vec<Digest>> {
        let slots: Vec<Vec<u8>> =
            over(now, limit).into_tuple().all(self.reader()).await.map_err(driver::failure)?;
        let row = Row::new("kept_answers", "slot");
        slots.into_iter().map(|slot| row.digest("slot", slot)).collect()
    }
}
