use latchstring_domain::id::{ConnectionId, MfaMessageId, WorkspaceId};
use latchstring_domain::mfa::MfaMessage;

use super::cell::{Result, Row, json};
use super::sealed::CredentialsRow;
use crate::entity::mfa_messages::Model;

pub(crate) fn write(value: &MfaMessage) -> Result<Model> {
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        connection_id: value.connection_id.as_uuid(),
        content: json(&CredentialsRow::write(&value.content))?,
        received_at: value.received_at.unix_millis(),
        expires_at: value.expires_at.unix_millis(),
    })
}

pub(crate) fn read(model: Model) -> Result<MfaMessage> {
    let row = Row::new("mfa_messages", model.id);
    Ok(MfaMessage {
        id: MfaMessageId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        connection_id: ConnectionId::from_uuid(model.connection_id),
        content: row.json::<CredentialsRow>("content", &model.content)?.read(&row, "content")?,
        received_at: row.time("received_at", model.received_at)?,
        expires_at: row.time("expires_at", model.expires_at)?,
    })
}
