use latchstring_domain::event::{Checkpoint, CheckpointSignature, Statement, decode_ends, encode_ends};
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::StorageError;

use super::cell::{Result, Row};
use crate::entity::event_checkpoints::Model;

pub(crate) fn write(value: &Checkpoint) -> Result<Model> {
    let Checkpoint { statement, signature, ends } = value;
    let Statement { workspace_id, number, taken_at, until, size, previous, root } = statement;
    Ok(Model {
        workspace_id: workspace_id.as_uuid(),
        number: i64::try_from(*number).map_err(StorageError::defect)?,
        taken_at: taken_at.unix_millis(),
        until: until.unix_millis(),
        size: i64::try_from(*size).map_err(StorageError::defect)?,
        previous: previous.as_bytes().to_vec(),
        root: root.as_bytes().to_vec(),
        ends: encode_ends(ends),
        signature: signature.0.to_vec(),
    })
}

pub(crate) fn read(model: Model) -> Result<Checkpoint> {
    let row = Row::new("event_checkpoints", model.workspace_id);
    let signature = row.ok("signature", <[u8; 68]>::try_from(model.signature))?;
    Ok(Checkpoint {
        statement: Statement {
            workspace_id: WorkspaceId::from_uuid(model.workspace_id),
            number: row.ok("number", u64::try_from(model.number))?,
            taken_at: row.time("taken_at", model.taken_at)?,
            until: row.time("until", model.until)?,
            size: row.ok("size", u64::try_from(model.size))?,
            previous: row.digest("previous", model.previous)?,
            root: row.digest("root", model.root)?,
        },
        signature: CheckpointSignature(signature),
        ends: row.ok("ends", decode_ends(&model.ends))?,
    })
}
