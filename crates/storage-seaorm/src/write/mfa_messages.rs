use latchstring_domain::Timestamp;
use latchstring_domain::mfa::MfaMessage;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::mfa_messages::{Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &MfaMessage) -> Planned {
    rows::insert::<Entity>(to, row::mfa_messages::write(value)?.into_active_model())
}

pub(super) fn sweep(to: &mut Steps, now: Timestamp) -> Planned {
    to.run(&Entity::delete_many().filter(Column::ExpiresAt.lte(now.unix_millis())));
    Ok(())
}
