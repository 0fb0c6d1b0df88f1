use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::{ConnectionTarget, FlowLink, FlowSession, Gate};
use latchstring_domain::id::{
    CompanyId, ConnectionId, FlowSessionId, InvitationId, MagicLinkId, WorkspaceId,
};

use super::asked_code::AskedCodeRow;
use super::cell::{Result, Row, json};
use super::flow_state::FlowStateRow;
use super::names;
use crate::entity::flow_sessions::Model;

const OPEN: &str = "open";
const CLOSED: &str = "closed";
const ASKED: &str = "asked";
const PASSED: &str = "passed";
const NEW: &str = "new";
const EXISTING: &str = "existing";

pub(crate) fn write(value: &FlowSession) -> Result<Model> {
    let (gate, gate_email) = match &value.gate {
        Gate::Open => (OPEN, None),
        Gate::Closed => (CLOSED, None),
        Gate::Asked(asked) => (ASKED, Some(&asked.claimed)),
        Gate::Passed(email) => (PASSED, Some(email)),
    };
    let (target, connection_id) = match value.target {
        ConnectionTarget::New(id) => (NEW, id),
        ConnectionTarget::Existing(id) => (EXISTING, id),
    };
    let (invitation_id, magic_link_id) = match value.link {
        FlowLink::Invitation(id) => (Some(id.as_uuid()), None),
        FlowLink::MagicLink(id) => (None, Some(id.as_uuid())),
    };
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        company_id: value.company_id.as_uuid(),
        invitation_id,
        magic_link_id,
        link_generation: i64::from(value.link_generation),
        token: value.token.as_bytes().to_vec(),
        gate: gate.to_owned(),
        gate_email: gate_email.map(EmailAddress::to_string),
        asked_code: match &value.gate {
            Gate::Asked(asked) => Some(json(&AskedCodeRow::write(asked))?),
            Gate::Open | Gate::Closed | Gate::Passed(_) => None,
        },
        target: target.to_owned(),
        connection_id: connection_id.as_uuid(),
        state: json(&FlowStateRow::write(&value.state))?,
        connected: names::write(&value.connected)?,
        failed_sign_ins: i64::from(value.failed_sign_ins),
        opened_at: value.opened_at.unix_millis(),
        expires_at: value.expires_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<FlowSession> {
    let row = Row::new("flow_sessions", model.id);
    let gate = match (model.gate.as_str(), row.email("gate_email", model.gate_email)?) {
        (OPEN, None) => Gate::Open,
        (CLOSED, None) => Gate::Closed,
        (PASSED, Some(email)) => Gate::Passed(email),
        (ASKED, Some(claimed)) => {
            let asked = model.asked_code.as_deref().ok_or_else(|| row.broken("asked_code"))?;
            Gate::Asked(row.json::<AskedCodeRow>("asked_code", asked)?.read(&row, claimed)?)
        }
        _ => return Err(row.broken("gate")),
    };
    let connection_id = ConnectionId::from_uuid(model.connection_id);
    let target = match model.target.as_str() {
        NEW => ConnectionTarget::New(connection_id),
        EXISTING => ConnectionTarget::Existing(connection_id),
        _ => return Err(row.broken("target")),
    };
    let link = match (model.invitation_id, model.magic_link_id) {
        (Some(id), None) => FlowLink::Invitation(InvitationId::from_uuid(id)),
        (None, Some(id)) => FlowLink::MagicLink(MagicLinkId::from_uuid(id)),
        _ => return Err(row.broken("invitation_id")),
    };
    Ok(FlowSession {
        id: FlowSessionId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        company_id: CompanyId::from_uuid(model.company_id),
        link,
        link_generation: row.ok("link_generation", u32::try_from(model.link_generation))?,
        token: row.digest("token", model.token)?,
        gate,
        target,
        state: row.json::<FlowStateRow>("state", &model.state)?.read(&row)?,
        connected: names::read(&row, "connected", &model.connected)?,
        failed_sign_ins: row.ok("failed_sign_ins", u32::try_from(model.failed_sign_ins))?,
        opened_at: row.time("opened_at", model.opened_at)?,
        expires_at: row.time("expires_at", model.expires_at)?,
        version: row.version(model.version)?,
    })
}
