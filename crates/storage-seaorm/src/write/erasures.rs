//! People taken out of rows that are otherwise never changed.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventSeal};
use latchstring_domain::id::{MessageId, WorkspaceId};
use latchstring_domain::invitation::InvitationMail;
use latchstring_storage::Erasure;
use sea_orm::{
    ActiveValue, ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
};

use super::{Applied, rows};
use crate::entity::{events, invitation_addresses, invitation_mails, webhook_messages};
use crate::row;

pub(super) async fn apply(tx: &DatabaseTransaction, erasure: &Erasure) -> Applied {
    match erasure {
        Erasure::Event { event, before } => from_event(tx, event, *before).await,
        Erasure::Mail(mail) => from_mail(tx, mail).await,
        Erasure::Address(workspace, address) => from_addresses(tx, *workspace, address).await,
        Erasure::Message(id, body) => from_message(tx, *id, body).await,
    }
}

/// The trigger of the table lets exactly these columns be written, and only together with a new seal.
async fn from_event(tx: &DatabaseTransaction, event: &Event, before: Option<EventSeal>) -> Applied {
    use events::{ActiveModel, Column, Entity};
    let model = row::events::write(event)?;
    let which = Condition::all()
        .add(Column::Id.eq(model.id))
        .add(Column::SubjectKind.eq(model.subject_kind.as_str()))
        .add(Column::SubjectId.eq(model.subject_id))
        .add(Column::Sequence.eq(model.sequence))
        .add(Column::Seal.eq(model.seal.clone()))
        .add(match before {
            Some(before) => Column::Erased.eq(before.as_bytes().to_vec()),
            None => Column::Erased.is_null(),
        });
    let columns = ActiveModel {
        actor: ActiveValue::Set(model.actor),
        origin: ActiveValue::Set(model.origin),
        data: ActiveValue::Set(model.data),
        erased: ActiveValue::Set(model.erased),
        ..Default::default()
    };
    rows::update::<Entity>(tx, columns, which).await
}

async fn from_mail(tx: &DatabaseTransaction, mail: &InvitationMail) -> Applied {
    use invitation_mails::{ActiveModel, Column, Entity};
    let model = row::invitation_mails::write(mail);
    let which = Condition::all()
        .add(Column::Id.eq(mail.id.as_uuid()))
        .add(Column::WorkspaceId.eq(mail.workspace_id.as_uuid()))
        .add(Column::Status.eq(mail.status().as_str()));
    let columns = ActiveModel {
        recipient: ActiveValue::Set(mail.to.as_str().to_owned()),
        handed_off_by: ActiveValue::Set(model.handed_off_by),
        failure: ActiveValue::Set(model.failure),
        ..Default::default()
    };
    rows::update::<Entity>(tx, columns, which).await
}

async fn from_addresses(tx: &DatabaseTransaction, workspace: WorkspaceId, address: &EmailAddress) -> Applied {
    use invitation_addresses::{Column, Entity};
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(Column::Address.eq(address.canonical()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn from_message(tx: &DatabaseTransaction, id: MessageId, body: &str) -> Applied {
    use webhook_messages::{ActiveModel, Column, Entity};
    let columns = ActiveModel { body: ActiveValue::Set(body.to_owned()), ..Default::default() };
    Entity::update_many().set(columns).filter(Column::Id.eq(id.as_uuid())).exec(tx).await?;
    Ok(())
}
