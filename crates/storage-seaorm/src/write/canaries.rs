use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, Condition, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::canaries::{ActiveModel, Column, Entity, Model};

/// The key of the only row there may be.
const ONLY: i64 = 1;

pub(super) fn plant(to: &mut Steps, text: &str) -> Planned {
    let row = Model { id: ONLY, canary: text.as_bytes().to_vec() };
    rows::insert::<Entity>(to, row.into_active_model())
}

pub(super) fn replace(steps: &mut Steps, from: &str, to: &str) -> Planned {
    let standing = Condition::all().add(Column::Id.eq(ONLY)).add(Column::Canary.eq(from.as_bytes().to_vec()));
    let row = ActiveModel { id: NotSet, canary: Set(to.as_bytes().to_vec()) };
    rows::update::<Entity>(steps, row, standing)
}
