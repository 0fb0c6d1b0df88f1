use latchstring_domain::api_key::ApiKey;
use latchstring_domain::id::{ApiKeyId, WorkspaceId};
use latchstring_domain::text::ApiKeyName;

use super::cell::{Result, Row, millis};
use super::names;
use crate::entity::api_keys::Model;

pub(crate) fn write(value: &ApiKey) -> Result<Model> {
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        name: value.name.as_str().to_owned(),
        mode: value.mode.as_str().to_owned(),
        hint: value.hint.clone(),
        scopes: names::write(&value.scopes)?,
        digest: value.digest.as_bytes().to_vec(),
        expires_at: millis(value.expires_at),
        revoked_at: millis(value.revoked_at),
        last_used_at: millis(value.last_used_at),
        replaced_by: value.replaced_by.map(|id| id.as_uuid()),
        created_at: value.created_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<ApiKey> {
    let row = Row::new("api_keys", model.id);
    Ok(ApiKey {
        id: ApiKeyId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        name: row.ok("name", ApiKeyName::parse(&model.name))?,
        mode: row.parse("mode", &model.mode)?,
        hint: model.hint,
        scopes: names::read(&row, "scopes", &model.scopes)?,
        digest: row.digest("digest", model.digest)?,
        expires_at: row.optional_time("expires_at", model.expires_at)?,
        revoked_at: row.optional_time("revoked_at", model.revoked_at)?,
        last_used_at: row.optional_time("last_used_at", model.last_used_at)?,
        replaced_by: model.replaced_by.map(ApiKeyId::from_uuid),
        created_at: row.time("created_at", model.created_at)?,
        version: row.version(model.version)?,
    })
}
