use async_trait::async_trait;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::Digest;
use latchstring_storage::KeptAnswers;
use sea_orm::EntityTrait as _;

use super::{Result, one};
use crate::SeaOrmStore;
use crate::entity::kept_answers::Entity;
use crate::row::kept_answers::read;

#[async_trait]
impl KeptAnswers for SeaOrmStore {
    async fn kept_answer(&self, slot: &Digest) -> Result<Option<KeptAnswer>> {
        one(self.reader(), Entity::find_by_id(slot.as_bytes().to_vec()), read).await
    }
}
