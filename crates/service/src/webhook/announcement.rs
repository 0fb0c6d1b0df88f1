//! The facts that a message is to say.

use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::event::{DataValue, Event, EventData, Subject};
use latchstring_domain::id::{ConnectionId, InvitationId};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::webhook::{About, Announcement, ConnectionChange, EventType, OldValue};

use crate::connection::RECONNECT;
use crate::{Failure, Latchstring};

/// What the messages of an event are to say; none where what it is about is gone.
pub(super) async fn of(ls: &Latchstring, event: &Event) -> Result<Vec<Announcement>, Failure> {
    let mut all = Vec::new();
    for event_type in EventType::told_of(&event.body) {
        let about = match event.body.subject {
            Subject::Invitation(id) => invitation(ls, event, id).await?,
            Subject::Connection(id) => connection(ls, event, event_type, id).await?,
            Subject::Workspace(_) => exhausted(&event.body.data),
            Subject::MagicLink(_) | Subject::Company(_) => None,
        };
        all.extend(about.map(|about| Announcement {
            workspace_id: event.body.workspace_id,
            event_type,
            occurred_at: event.body.occurred_at,
            sequence: event.sequence,
            about,
        }));
    }
    Ok(all)
}

async fn invitation(ls: &Latchstring, event: &Event, id: InvitationId) -> Result<Option<About>, Failure> {
    let Some(invitation) = ls.store().invitation(id).await? else { return Ok(None) };
    let Some(company) = ls.store().company(invitation.company_id).await? else { return Ok(None) };
    Ok(Some(About::Invitation {
        invitation: Box::new(invitation),
        company: Box::new(company),
        automated: event.body.automated,
    }))
}

async fn connection(
    ls: &Latchstring,
    event: &Event,
    event_type: EventType,
    id: ConnectionId,
) -> Result<Option<About>, Failure> {
    let Some(connection) = ls.store().connection(id).await? else { return Ok(None) };
    let Some(company) = ls.store().company(connection.company_id).await? else { return Ok(None) };
    let metadata = match connection.invitation_id {
        Some(id) => ls.store().invitation(id).await?.map(|invitation| invitation.metadata),
        None => None,
    };
    let change = (event_type == EventType::ConnectionUpdated).then(|| change(&event.body.data));
    Ok(Some(About::Connection {
        status: status(event, event_type, &connection),
        reconnect: text(&event.body.data, RECONNECT).and_then(|id| id.parse().ok()),
        connection: Box::new(connection),
        company: Box::new(company),
        metadata: metadata.unwrap_or_else(Metadata::default),
        change,
    }))
}

/// The status that a connection had by an event, though it may have moved on since.
fn status(event: &Event, event_type: EventType, now: &Connection) -> ConnectionStatus {
    let said = |name| text(&event.body.data, name)?.parse().ok();
    let then = match event_type {
        EventType::ConnectionCreated => Some(ConnectionStatus::Pending),
        EventType::ConnectionUpdated => said("status"),
        _ => said("to"),
    };
    then.unwrap_or(now.status)
}

fn change(data: &EventData) -> ConnectionChange {
    let fields = match data.values().get("changed") {
        Some(DataValue::List(fields)) => fields.clone(),
        _ => Vec::new(),
    };
    let old =
        [("oldStatus", "status"), ("oldIsActive", "isActive")].into_iter().filter_map(|(kept, name)| {
            let value = match data.values().get(kept)? {
                DataValue::Text(text) => OldValue::Text(text.clone()),
                DataValue::Flag(flag) => OldValue::Flag(*flag),
                DataValue::Integer(_) | DataValue::List(_) => return None,
            };
            Some((name.to_owned(), value))
        });
    ConnectionChange { old: old.collect(), fields }
}

fn exhausted(data: &EventData) -> Option<About> {
    let attempts = match data.values().get("attempts")? {
        DataValue::Integer(count) => u32::try_from(*count).ok()?,
        _ => return None,
    };
    Some(About::Exhausted {
        endpoint_id: text(data, "webhookId")?.parse().ok()?,
        delivery_id: text(data, "deliveryId")?.parse().ok()?,
        message_id: text(data, "messageId")?.parse().ok()?,
        event_type: text(data, "type")?.parse().ok()?,
        attempts,
    })
}

fn text<'a>(data: &'a EventData, name: &str) -> Option<&'a str> {
    match data.values().get(name)? {
        DataValue::Text(text) => Some(text),
        _ => None,
    }
}

/// What changed about a connection, for the event that tells of it.
pub(crate) fn updated(before: &Connection, after: &Connection, mut changed: Vec<String>) -> EventData {
    let mut data = EventData::none().with("status", after.status.as_str());
    if before.status != after.status {
        changed.push("status".to_owned());
        data = data.with("oldStatus", before.status.as_str());
    }
    if before.is_active != after.is_active {
        changed.push("isActive".to_owned());
        data = data.with("oldIsActive", before.is_active);
    }
    data.with("changed", changed)
}
