use latchstring_domain::Timestamp;
use latchstring_domain::mfa::MfaMessage;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::{Applied, rows};
use crate::entity::mfa_messages::{Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &MfaMessage) -> Applied {
    rows::insert::<Entity>(tx, row::mfa_messages::write(value)?.into_active_model()).await
}

pub(super) async fn sweep(tx: &DatabaseTransaction, now: Timestamp) -> Applied {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now.unix_millis())).exec(tx).await?;
    Ok(())
}
