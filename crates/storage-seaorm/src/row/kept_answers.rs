use latchstring_domain::id::WorkspaceId;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::SealedBytes;

use super::cell::{Result, Row};
use crate::entity::kept_answers::Model;

pub(crate) fn write(value: &KeptAnswer) -> Model {
    Model {
        slot: value.slot.as_bytes().to_vec(),
        workspace_id: value.workspace_id.as_uuid(),
        sealed: value.sealed.as_bytes().to_vec(),
        kept_at: value.at.unix_millis(),
        until: value.until.unix_millis(),
    }
}

pub(crate) fn read(model: Model) -> Result<KeptAnswer> {
    let row = Row::new("kept_answers", model.workspace_id);
    Ok(KeptAnswer {
        slot: row.digest("slot", model.slot)?,
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        sealed: SealedBytes::new(model.sealed),
        at: row.time("kept_at", model.kept_at)?,
        until: row.time("until", model.until)?,
    })
}
