use latchstring_domain::id::{EventId, MessageId, WorkspaceId};
use latchstring_domain::webhook::Message;

use super::cell::{Result, Row};
use crate::entity::webhook_messages::Model;

pub(crate) fn write(value: &Message) -> Model {
    Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        event_id: value.event_id.map(EventId::as_uuid),
        event_type: value.event_type.as_str().to_owned(),
        occurred_at: value.occurred_at.unix_millis(),
        body: value.body.clone(),
        created_at: value.created_at.unix_millis(),
    }
}

pub(crate) fn read(model: Model) -> Result<Message> {
    let row = Row::new("webhook_messages", model.id);
    Ok(Message {
        id: MessageId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        event_id: model.event_id.map(EventId::from_uuid),
        event_type: row.parse("event_type", &model.event_type)?,
        occurred_at: row.time("occurred_at", model.occurred_at)?,
        body: model.body,
        created_at: row.time("created_at", model.created_at)?,
    })
}
