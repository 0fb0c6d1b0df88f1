use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::marks::{Column, Entity, Model};

pub(super) fn make(to: &mut Steps, key: &Digest, until: Timestamp) -> Planned {
    let row = Model { key: key.as_bytes().to_vec(), until: until.unix_millis() };
    rows::insert::<Entity>(to, row.into_active_model())
}

pub(super) fn sweep(to: &mut Steps, now: Timestamp) -> Planned {
    to.run(&Entity::delete_many().filter(Column::Until.lte(now.unix_millis())));
    Ok(())
}
