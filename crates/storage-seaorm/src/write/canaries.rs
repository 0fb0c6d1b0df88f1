use sea_orm::{DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::canaries::{Entity, Model};

/// The key of the only row there may be.
const ONLY: i64 = 1;

pub(super) async fn plant(tx: &DatabaseTransaction, text: &str) -> Applied {
    let row = Model { id: ONLY, canary: text.as_bytes().to_vec() };
    rows::insert::<Entity>(tx, row.into_active_model()).await
}
