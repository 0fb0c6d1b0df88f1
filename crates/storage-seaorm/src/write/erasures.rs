//! People taken out of rows that are otherwise never changed.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventSeal};
use latchstring_domain::id::{MessageId, WorkspaceId};
use latchstring_domain::invitation::InvitationMail;
use latchstring_storage::Erasure;
use sea_orm::{ActiveValue, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};

use super::rows;
use super::step::{Planned, Steps};
use crate::entity::{events, invitation_addresses, invitation_mails, webhook_messages};
use crate::row;

pub(super) fn apply(to: &mut Steps, erasure: &Erasure) -> Planned {
    match erasure {
        Erasure::Event { event, before } => from_event(to, event, *before),
        Erasure::Mail(mail) => from_mail(to, mail),
        Erasure::Address(workspace, address) => from_addresses(to, *workspace, address),
        Erasure::Message(id, body) => from_message(to, *id, body),
    }
}

/// The trigger of the table lets exactly these columns be written, and only together with a new seal.
fn from_event(to: &mut Steps, event: &Event, before: Option<EventSeal>) -> Planned {
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
    rows::update::<Entity>(to, columns, which)
}

fn from_mail(to: &mut Steps, mail: &InvitationMail) -> Planned {
    use invitation_mails::{ActiveModel, Column, Entity};
    let model = row::invitation_mails::write(mail);
    let which = Condition::all()
        .add(Column::Id.eq(mail.id.as_uuid()))
        .add(Column::WorkspaceId.eq(mail.workspace_id.as_uuid()))
        .add(Column::Status.eq(mail.status().as_str()));
    let columns = ActiveModel {
        recipient: ActiveValue::Set(mail.to.as_str().to_owned()),
        reason: ActiveValue::Set(model.reason),
        handed_off_by: ActiveValue::Set(model.handed_off_by),
        failure: ActiveValue::Set(model.failure),
        ..Default::default()
    };
    rows::update::<Entity>(to, columns, which)
}

fn from_addresses(to: &mut Steps, workspace: WorkspaceId, address: &EmailAddress) -> Planned {
    use invitation_addresses::{Column, Entity};
    to.run(
        &Entity::delete_many()
            .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
            .filter(Column::Address.eq(address.canonical())),
    );
    Ok(())
}

fn from_message(to: &mut Steps, id: MessageId, body: &str) -> Planned {
    use webhook_messages::{ActiveModel, Column, Entity};
    let columns = ActiveModel { body: ActiveValue::Set(body.to_owned()), ..Default::default() };
    to.run(&Entity::update_many().set(columns).filter(Column::Id.eq(id.as_uuid())));
    Ok(())
}
