use latchstring_domain::id::{CompanyId, SiteId, WorkspaceId};
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName, SitePathStep};

use super::cell::{Result, Row};
use super::names;
use crate::entity::sites::Model;

pub(crate) fn write(value: &Site) -> Result<Model> {
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        company_id: value.company_id.as_uuid(),
        name: value.name.as_str().to_owned(),
        external_id: value.external_id.as_ref().map(ExternalId::to_string),
        address: value.address.as_ref().map(SiteAddress::to_string),
        path: names::write(value.path.steps())?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Site> {
    let row = Row::new("sites", model.id);
    let steps: Vec<String> = row.json("path", &model.path)?;
    let steps = row.ok("path", steps.iter().map(|step| SitePathStep::parse(step)).collect())?;
    Ok(Site {
        id: SiteId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        company_id: CompanyId::from_uuid(model.company_id),
        name: row.ok("name", SiteName::parse(&model.name))?,
        external_id: row.optional("external_id", model.external_id, |text| ExternalId::parse(&text))?,
        address: row.optional("address", model.address, |text| SiteAddress::parse(&text))?,
        path: row.ok("path", SitePath::new(steps))?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
