use std::collections::BTreeMap;
use std::net::IpAddr;

use latchstring_domain::actor::Actor;
use latchstring_domain::event::{DataValue, Event, EventBody, EventData, EventSeal, Origin, Subject};
use latchstring_domain::id::{EventId, RequestId, WorkspaceId};
use latchstring_storage::StorageError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::ActorRow;
use super::cell::{Result, Row, json};
use crate::entity::events::Model;

#[derive(Serialize, Deserialize)]
struct OriginRow {
    request_id: Option<String>,
    ip: Option<String>,
    user_agent: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ValueRow {
    Flag(bool),
    Integer(i64),
    Text(String),
    List(Vec<String>),
}

impl From<DataValue> for ValueRow {
    fn from(value: DataValue) -> Self {
        match value {
            DataValue::Text(text) => Self::Text(text),
            DataValue::Integer(number) => Self::Integer(number),
            DataValue::Flag(flag) => Self::Flag(flag),
            DataValue::List(items) => Self::List(items),
        }
    }
}

impl From<ValueRow> for DataValue {
    fn from(value: ValueRow) -> Self {
        match value {
            ValueRow::Text(text) => Self::Text(text),
            ValueRow::Integer(number) => Self::Integer(number),
            ValueRow::Flag(flag) => Self::Flag(flag),
            ValueRow::List(items) => Self::List(items),
        }
    }
}

pub(crate) fn write(value: &Event) -> Result<Model> {
    let EventBody { id, workspace_id, subject, kind, occurred_at, actor, origin, automated, data } =
        &value.body;
    let origin = OriginRow {
        request_id: origin.request_id.map(|id| id.to_string()),
        ip: origin.ip.map(|ip| ip.to_string()),
        user_agent: origin.user_agent.clone(),
    };
    let data: BTreeMap<&String, ValueRow> =
        data.values().iter().map(|(name, value)| (name, value.clone().into())).collect();
    Ok(Model {
        id: id.as_uuid(),
        workspace_id: workspace_id.as_uuid(),
        subject_kind: subject.kind().to_owned(),
        subject_id: subject.uuid(),
        sequence: i64::try_from(value.sequence).map_err(StorageError::defect)?,
        kind: kind.as_str().to_owned(),
        occurred_at: occurred_at.unix_millis(),
        actor_kind: actor.kind.as_str().to_owned(),
        actor: json(&ActorRow::write(actor))?,
        origin: json(&origin)?,
        automated: *automated,
        data: json(&data)?,
        seal: value.seal.as_bytes().to_vec(),
        erased: value.erased.map(|seal| seal.as_bytes().to_vec()),
    })
}

pub(crate) fn read(model: Model) -> Result<Event> {
    let row = Row::new("events", model.id);
    let data: BTreeMap<String, ValueRow> = row.json("data", &model.data)?;
    Ok(Event {
        body: EventBody {
            id: EventId::from_uuid(model.id),
            workspace_id: WorkspaceId::from_uuid(model.workspace_id),
            subject: subject(&row, &model.subject_kind, model.subject_id)?,
            kind: row.parse("kind", &model.kind)?,
            occurred_at: row.time("occurred_at", model.occurred_at)?,
            actor: actor(&row, &model.actor_kind, &model.actor)?,
            origin: origin(&row, &model.origin)?,
            automated: model.automated,
            data: data.into_iter().map(|(name, value)| (name, value.into())).collect::<EventData>(),
        },
        sequence: row.ok("sequence", u64::try_from(model.sequence))?,
        seal: seal(&row, model.seal)?,
        erased: match model.erased {
            Some(bytes) => Some(row.ok("erased", <[u8; 36]>::try_from(bytes)).map(EventSeal::new)?),
            None => None,
        },
    })
}

pub(crate) fn subject(row: &Row, kind: &str, id: Uuid) -> Result<Subject> {
    row.ok("subject_kind", Subject::from_parts(kind, id))
}

pub(crate) fn seal(row: &Row, bytes: Vec<u8>) -> Result<EventSeal> {
    row.ok("seal", <[u8; 36]>::try_from(bytes)).map(EventSeal::new)
}

/// The column beside the JSON is there for filters; the two must agree.
fn actor(row: &Row, kind: &str, text: &str) -> Result<Actor> {
    let actor = row.json::<ActorRow>("actor", text)?.read(row, "actor")?;
    if actor.kind.as_str() == kind { Ok(actor) } else { Err(row.broken("actor_kind")) }
}

fn origin(row: &Row, text: &str) -> Result<Origin> {
    let OriginRow { request_id, ip, user_agent } = row.json("origin", text)?;
    Ok(Origin {
        request_id: row.optional("origin", request_id, |id| id.parse::<RequestId>())?,
        ip: row.optional("origin", ip, |ip| ip.parse::<IpAddr>())?,
        user_agent,
    })
}
