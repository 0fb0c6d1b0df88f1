use latchstring_domain::invitation::InvitationMail;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveValue, ColumnTrait as _, Condition, IntoActiveModel as _};

use super::invitations::remember_address;
use super::rows;
use super::step::{Planned, Steps};
use crate::entity::invitation_mails::{ActiveModel, Column, Entity};
use crate::row;

pub(super) fn create(to: &mut Steps, value: &InvitationMail) -> Planned {
    rows::insert::<Entity>(to, row::invitation_mails::write(value).into_active_model())?;
    remember_address(to, value.workspace_id, value.invitation_id, &value.to)
}

pub(super) fn settle(to: &mut Steps, value: &InvitationMail) -> Planned {
    put_state(to, value, Column::Status.eq(row::invitation_mails::QUEUED))
}

pub(super) fn take_back(to: &mut Steps, value: &InvitationMail) -> Planned {
    put_state(to, value, Column::Status.ne(row::invitation_mails::FAILED))
}

/// Only the state changes: who it went to and why is as it was promised.
fn put_state(to: &mut Steps, value: &InvitationMail, from: SimpleExpr) -> Planned {
    let row = row::invitation_mails::write(value);
    let columns = ActiveModel {
        status: ActiveValue::Set(row.status),
        settled_at: ActiveValue::Set(row.settled_at),
        failure: ActiveValue::Set(row.failure),
        ..Default::default()
    };
    let which =
        Condition::all().add(Column::Id.eq(row.id)).add(Column::WorkspaceId.eq(row.workspace_id)).add(from);
    rows::update::<Entity>(to, columns, which)
}
