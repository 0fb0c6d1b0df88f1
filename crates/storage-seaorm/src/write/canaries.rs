use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _};

use super::Applied;
use super::rows;
use crate::entity::canaries::{ActiveModel, Column, Entity, Model};

/// The key of the only row there may be.
const ONLY: i64 = 1;

pub(super) async fn plant(tx: &DatabaseTransaction, text: &str) -> Applied {
    let row = Model { id: ONLY, canary: text.as_bytes().to_vec() };
    rows::insert::<Entity>(tx, row.into_active_model()).await
}

pub(super) async fn replace(tx: &DatabaseTransaction, from: &str, to: &str) -> Applied {
    let standing = Condition::all().add(Column::Id.eq(ONLY)).add(Column::Canary.eq(from.as_bytes().to_vec()));
    let row = ActiveModel { id: NotSet, canary: Set(to.as_bytes().to_vec()) };
    rows::update::<Entity>(tx, row, standing).await
}
