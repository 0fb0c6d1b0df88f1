use std::time::Duration;

use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::EnvironmentKey;
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::{ExpiryPolicy, Workspace};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use crate::entity::workspaces::Model;

#[derive(Serialize, Deserialize)]
struct ExpiryRow {
    default: Option<Duration>,
    ceiling: Option<Duration>,
}

pub(crate) fn write(value: &Workspace) -> Result<Model> {
    let ExpiryPolicy { default, ceiling } = value.expiry;
    Ok(Model {
        id: value.id.as_uuid(),
        name: value.name.as_str().to_owned(),
        environment: value.environment.as_ref().map(EnvironmentKey::to_string),
        mode: value.mode.as_str().to_owned(),
        expiry: json(&ExpiryRow { default, ceiling })?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Workspace> {
    let row = Row::new("workspaces", model.id);
    let ExpiryRow { default, ceiling } = row.json("expiry", &model.expiry)?;
    Ok(Workspace {
        id: WorkspaceId::from_uuid(model.id),
        name: row.ok("name", WorkspaceName::parse(&model.name))?,
        environment: row.optional("environment", model.environment, |text| text.parse())?,
        mode: row.parse("mode", &model.mode)?,
        expiry: ExpiryPolicy { default, ceiling },
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
