use async_trait::async_trait;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Tallies, Tally};
use sea_orm::EntityTrait as _;

use super::{Result, one};
use crate::SeaOrmStore;
use crate::entity::tallies::Entity;
use crate::row::tallies::read;

#[async_trait]
impl Tallies for SeaOrmStore {
    async fn tally(&self, key: &Digest) -> Result<Option<Tally>> {
        one(self.reader(), Entity::find_by_id(key.as_bytes().to_vec()), read).await
    }
}
