use latchstring_domain::company::Company;
use latchstring_domain::id::{CompanyId, WorkspaceId};
use latchstring_domain::text::{CompanyName, ExternalId};

use super::cell::{Result, Row, day, millis};
use super::metadata;
use crate::entity::companies::Model;

pub(crate) fn write(value: &Company) -> Result<Model> {
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        public_id: value.public_id.as_str().to_owned(),
        name: value.name.as_str().to_owned(),
        external_id: value.external_id.as_ref().map(ExternalId::to_string),
        data_collection_start_date: day(value.data_collection_start_date)?,
        metadata: metadata::write(&value.metadata)?,
        links_not_before: millis(value.links_not_before),
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Company> {
    let row = Row::new("companies", model.id);
    Ok(Company {
        id: CompanyId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        public_id: row.parse("public_id", &model.public_id)?,
        name: row.ok("name", CompanyName::parse(&model.name))?,
        external_id: row.optional("external_id", model.external_id, |text| ExternalId::parse(&text))?,
        data_collection_start_date: row
            .date("data_collection_start_date", model.data_collection_start_date)?,
        metadata: metadata::read(&row, &model.metadata)?,
        links_not_before: row.optional_time("links_not_before", model.links_not_before)?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
