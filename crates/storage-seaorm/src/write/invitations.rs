use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{InvitationId, WorkspaceId};
use latchstring_domain::invitation::{Invitation, RetiredLink};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, Condition, IntoActiveModel as _};
use sea_orm::{EntityTrait as _, QueryFilter as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::invitations::{ActiveModel, Column, Entity};
use crate::entity::{invitation_addresses, retired_links};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &Invitation) -> Planned {
    rows::insert::<Entity>(to, row::invitations::write(value)?.into_active_model())?;
    remember_addresses(to, value, value.named_addresses())
}

pub(super) fn update(to: &mut Steps, value: &Invitation) -> Planned {
    let columns = row::invitations::write(value)?.into_active_model().reset_all();
    let columns = ActiveModel { id: NotSet, workspace_id: NotSet, use_count: NotSet, ..columns };
    let before = rows::before(
        (Column::Id, value.id.as_uuid()),
        (Column::WorkspaceId, value.workspace_id.as_uuid()),
        (Column::Version, value.version),
    );
    rows::update::<Entity>(to, columns, before)?;
    remember_addresses(to, value, value.named_addresses())
}

fn remember_addresses<'a>(
    to: &mut Steps,
    of: &Invitation,
    addresses: impl Iterator<Item = &'a EmailAddress>,
) -> Planned {
    for address in addresses {
        remember_address(to, of.workspace_id, of.id, address)?;
    }
    Ok(())
}

/// An address by which an invitation is found from now on. Many are found by an address twice: named, and mailed to.
pub(super) fn remember_address(
    to: &mut Steps,
    workspace: WorkspaceId,
    invitation: InvitationId,
    address: &EmailAddress,
) -> Planned {
    use invitation_addresses::{Column, Entity, Model};
    let row = Model {
        workspace_id: workspace.as_uuid(),
        address: address.canonical().to_owned(),
        invitation_id: invitation.as_uuid(),
    };
    let key = [Column::WorkspaceId, Column::Address, Column::InvitationId];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    to.run(&Entity::insert(row.into_active_model()).on_conflict(unless_there));
    Ok(())
}

pub(super) fn retire(to: &mut Steps, value: &RetiredLink) -> Planned {
    let columns = row::retired_links::write(value).into_active_model();
    rows::insert::<retired_links::Entity>(to, columns)
}

/// One statement decides: the second of two updates of a row waits for the first and then sees what it wrote.
pub(super) fn spend(to: &mut Steps, id: InvitationId, at: Timestamp) -> Planned {
    let uses_left = Column::MaxUses.is_null().or(Expr::col(Column::UseCount).lt(Expr::col(Column::MaxUses)));
    let in_time = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(at.unix_millis()));
    to.change(
        &Entity::update_many()
            .col_expr(Column::UseCount, Expr::col(Column::UseCount).add(1_i64))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
            .col_expr(Column::UpdatedAt, Expr::value(at.unix_millis()))
            .filter(Column::Id.eq(id.as_uuid()))
            .filter(Column::RevokedAt.is_null())
            .filter(Condition::all().add(uses_left).add(in_time)),
    );
    Ok(())
}
