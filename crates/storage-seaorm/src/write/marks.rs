use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::Applied;
use super::rows;
use crate::entity::marks::{Column, Entity, Model};

pub(super) async fn make(tx: &DatabaseTransaction, key: &Digest, until: Timestamp) -> Applied {
    let row = Model { key: key.as_bytes().to_vec(), until: until.unix_millis() };
    rows::insert::<Entity>(tx, row.into_active_model()).await
}

pub(super) async fn sweep(tx: &DatabaseTransaction, now: Timestamp) -> Applied {
    Entity::delete_many().filter(Column::Until.lte(now.unix_millis())).exec(tx).await?;
    Ok(())
}
