use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use sea_orm::IntoActiveModel as _;

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::marks::{Entity, Model};

pub(super) fn make(to: &mut Steps, key: &Digest, until: Timestamp) -> Planned {
    let row = Model { key: key.as_bytes().to_vec(), until: until.unix_millis() };
    rows::insert::<Entity>(to, row.into_active_model())
}
