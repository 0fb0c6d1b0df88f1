use latchstring_domain::flow::{Flow, FlowConnectors, Schema};
use latchstring_domain::id::{FlowId, ProviderId, WorkspaceId};
use latchstring_domain::text::FlowName;

use super::cell::{Result, Row, json};
use super::names;
use super::schema::SchemaRow;
use crate::entity::flows::Model;

pub(crate) fn write(value: &Flow) -> Result<Model> {
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        key: value.key.as_str().to_owned(),
        name: value.name.as_str().to_owned(),
        connectors: names::write(value.connectors.ids())?,
        schema: value.schema.as_ref().map(|schema| json(&SchemaRow::write(schema))).transpose()?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Flow> {
    let row = Row::new("flows", model.id);
    Ok(Flow {
        id: FlowId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        key: row.parse("key", &model.key)?,
        name: row.ok("name", FlowName::parse(&model.name))?,
        connectors: connectors(&row, &model.connectors)?,
        schema: schema(&row, model.schema)?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

fn connectors(row: &Row, text: &str) -> Result<FlowConnectors> {
    let ids: Vec<ProviderId> = names::read(row, "connectors", text)?;
    let written = ids.len();
    let connectors = row.ok("connectors", FlowConnectors::new(ids))?;
    // The domain drops a repeat when it is asked for one, and so never writes one.
    if connectors.ids().len() == written { Ok(connectors) } else { Err(row.broken("connectors")) }
}

fn schema(row: &Row, text: Option<String>) -> Result<Option<Schema>> {
    text.map(|text| row.json::<SchemaRow>("schema", &text)?.read(row, "schema")).transpose()
}
