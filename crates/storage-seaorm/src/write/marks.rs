use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use sea_orm::{DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::marks::{Entity, Model};

pub(super) async fn make(tx: &DatabaseTransaction, key: &Digest, until: Timestamp) -> Applied {
    let row = Model { key: key.as_bytes().to_vec(), until: until.unix_millis() };
    rows::insert::<Entity>(tx, row.into_active_model()).await
}
