use latchstring_domain::id::{CompanyId, MagicLinkId, WorkspaceId};
use latchstring_domain::magic_link::MagicLink;

use super::actor::ActorRow;
use super::cell::{Result, Row, json, millis};
use super::purpose::PurposeRow;
use crate::entity::magic_links::Model;

pub(crate) fn write(value: &MagicLink) -> Result<Model> {
    let PurposeRow { purpose, connection_id, prefill, locks } = PurposeRow::write(&value.purpose)?;
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        company_id: value.company_id.as_uuid(),
        purpose,
        connection_id,
        prefill,
        locks,
        origin: value.origin.as_str().to_owned(),
        key_id: value.key_id.to_vec(),
        issued_at: value.issued_at.unix_millis(),
        expires_at: millis(value.expires_at),
        use_count: i64::from(value.use_count),
        revoked_at: millis(value.revoked_at),
        created_by: json(&ActorRow::write(&value.created_by))?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<MagicLink> {
    let row = Row::new("magic_links", model.id);
    let purpose = PurposeRow {
        purpose: model.purpose,
        connection_id: model.connection_id,
        prefill: model.prefill,
        locks: model.locks,
    };
    Ok(MagicLink {
        id: MagicLinkId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        company_id: CompanyId::from_uuid(model.company_id),
        purpose: purpose.read(&row)?,
        origin: row.parse("origin", &model.origin)?,
        key_id: row.ok("key_id", <[u8; 4]>::try_from(model.key_id))?,
        issued_at: row.time("issued_at", model.issued_at)?,
        expires_at: row.optional_time("expires_at", model.expires_at)?,
        use_count: row.ok("use_count", u32::try_from(model.use_count))?,
        revoked_at: row.optional_time("revoked_at", model.revoked_at)?,
        created_by: row.json::<ActorRow>("created_by", &model.created_by)?.read(&row, "created_by")?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
