use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;

use super::cell::{Result, Row};
use crate::entity::suppressions::Model;

pub(crate) fn write(value: &Suppression) -> Model {
    Model {
        workspace_id: value.workspace_id.as_uuid(),
        address: value.address.canonical().to_owned(),
        spelling: value.address.as_str().to_owned(),
        reason: value.reason.as_str().to_owned(),
        since: value.since.unix_millis(),
    }
}

pub(crate) fn read(model: Model) -> Result<Suppression> {
    let row = Row::new("suppressions", model.workspace_id);
    Ok(Suppression {
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        address: row.ok("spelling", EmailAddress::parse(&model.spelling))?,
        reason: row.parse("reason", &model.reason)?,
        since: row.time("since", model.since)?,
    })
}
