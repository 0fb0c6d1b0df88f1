use latchstring_domain::mfa::MfaMessage;
use sea_orm::{DatabaseTransaction, IntoActiveModel as _};

use super::{Applied, rows};
use crate::entity::mfa_messages::Entity;
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &MfaMessage) -> Applied {
    rows::insert::<Entity>(tx, row::mfa_messages::write(value)?.into_active_model()).await
}
