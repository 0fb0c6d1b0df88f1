use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;
use sea_orm::{ColumnTrait as _, Condition, IntoActiveModel as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::suppressions::{Column, Entity};
use crate::row;

pub(super) fn suppress(to: &mut Steps, value: &Suppression) -> Planned {
    rows::insert::<Entity>(to, row::suppressions::write(value).into_active_model())
}

pub(super) fn lift(to: &mut Steps, workspace: WorkspaceId, address: &EmailAddress) -> Planned {
    let this = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::Address.eq(address.canonical()));
    rows::delete::<Entity>(to, this)
}
