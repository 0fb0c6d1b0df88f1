use latchstring_domain::branding::{FileKey, StoredFile};
use latchstring_domain::id::WorkspaceId;

use super::cell::{Result, Row};
use crate::entity::files::Model;

pub(crate) fn write(value: &StoredFile) -> Model {
    Model {
        key: value.key.as_bytes().to_vec(),
        workspace_id: value.workspace_id.as_uuid(),
        kind: value.kind.as_str().to_owned(),
        bytes: value.bytes.clone(),
        created_at: value.created_at.unix_millis(),
    }
}

pub(crate) fn read(model: Model) -> Result<StoredFile> {
    let row = Row::new("files", model.workspace_id);
    Ok(StoredFile {
        key: FileKey::new(row.ok("key", <[u8; 32]>::try_from(model.key))?),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        kind: row.parse("kind", &model.kind)?,
        bytes: model.bytes,
        created_at: row.time("created_at", model.created_at)?,
    })
}
