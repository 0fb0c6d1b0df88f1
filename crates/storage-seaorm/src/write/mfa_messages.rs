use latchstring_domain::mfa::MfaMessage;
use sea_orm::IntoActiveModel as _;

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::mfa_messages::Entity;
use crate::row;

pub(super) fn create(to: &mut Steps, value: &MfaMessage) -> Planned {
    rows::insert::<Entity>(to, row::mfa_messages::write(value)?.into_active_model())
}
