use sea_orm::IntoActiveModel as _;

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::canaries::{Entity, Model};

/// The key of the only row there may be.
const ONLY: i64 = 1;

pub(super) fn plant(to: &mut Steps, text: &str) -> Planned {
    let row = Model { id: ONLY, canary: text.as_bytes().to_vec() };
    rows::insert::<Entity>(to, row.into_active_model())
}
