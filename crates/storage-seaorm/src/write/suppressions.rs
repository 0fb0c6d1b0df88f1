use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;
use sea_orm::{ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _};

use super::{Applied, rows};
use crate::entity::suppressions::{Column, Entity};
use crate::row;

pub(super) async fn suppress(tx: &DatabaseTransaction, value: &Suppression) -> Applied {
    rows::insert::<Entity>(tx, row::suppressions::write(value).into_active_model()).await
}

pub(super) async fn lift(
    tx: &DatabaseTransaction,
    workspace: WorkspaceId,
    address: &EmailAddress,
) -> Applied {
    let this = Condition::all()
        .add(Column::WorkspaceId.eq(workspace.as_uuid()))
        .add(Column::Address.eq(address.canonical()));
    rows::delete::<Entity>(tx, this).await
}
