use latchstring_domain::invitation::InvitationMail;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveValue, ColumnTrait as _, Condition, DatabaseTransaction, IntoActiveModel as _};

use super::invitations::remember_address;
use super::{Applied, rows};
use crate::entity::invitation_mails::{ActiveModel, Column, Entity};
use crate::row;

pub(super) async fn create(tx: &DatabaseTransaction, value: &InvitationMail) -> Applied {
    rows::insert::<Entity>(tx, row::invitation_mails::write(value).into_active_model()).await?;
    remember_address(tx, value.workspace_id, value.invitation_id, &value.to).await
}

pub(super) async fn settle(tx: &DatabaseTransaction, value: &InvitationMail) -> Applied {
    put_state(tx, value, Column::Status.eq(row::invitation_mails::QUEUED)).await
}

pub(super) async fn take_back(tx: &DatabaseTransaction, value: &InvitationMail) -> Applied {
    put_state(tx, value, Column::Status.ne(row::invitation_mails::FAILED)).await
}

/// Only the state changes: who it went to and why is as it was promised.
async fn put_state(tx: &DatabaseTransaction, value: &InvitationMail, from: SimpleExpr) -> Applied {
    let row = row::invitation_mails::write(value);
    let columns = ActiveModel {
        status: ActiveValue::Set(row.status),
        settled_at: ActiveValue::Set(row.settled_at),
        failure: ActiveValue::Set(row.failure),
        ..Default::default()
    };
    let which =
        Condition::all().add(Column::Id.eq(row.id)).add(Column::WorkspaceId.eq(row.workspace_id)).add(from);
    rows::update::<Entity>(tx, columns, which).await
}
