//! The bodies, field by field as `docs/reference/webhooks.md` has them. A field is added, never renamed or given another
//! type.

mod connection;
mod invitation;
mod mapping;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::text::ExternalId;
use latchstring_domain::webhook::{About, Announcement, EventType};
use serde::Serialize;

/// The body of the webhook that tells of something: the very bytes that are signed and sent.
#[must_use]
pub fn body(announcement: &Announcement) -> String {
    let Announcement { workspace_id: _, event_type, occurred_at, sequence, about } = announcement;
    let told =
        Told { event_type: event_type.as_str(), occurred_at: occurred_at.to_string(), sequence: *sequence };
    match about {
        About::Connection { connection, status, company, metadata, reconnect, change } => {
            let body = connection::ConnectionBody::new(told, connection, *status, company, metadata);
            json(&match event_type {
                EventType::ConnectionNeedsReauth => body.reconnecting(*reconnect),
                _ => body.changed(change.as_ref()),
            })
        }
        About::Invitation { invitation, company, automated } => {
            json(&invitation::InvitationBody::new(told, *occurred_at, invitation, company, *automated))
        }
        About::Exhausted { endpoint_id, delivery_id, message_id, event_type, attempts } => {
            json(&ExhaustedBody {
                told,
                webhook_id: endpoint_id.to_string(),
                delivery_id: delivery_id.to_string(),
                message_id: message_id.webhook_id(),
                failed_event_type: event_type.as_str(),
                attempts: *attempts,
            })
        }
    }
}

/// What every event's body begins with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    event_type: &'static str,
    occurred_at: String,
    sequence: u64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExhaustedBody {
    #[serde(flatten)]
    told: Told,
    webhook_id: String,
    delivery_id: String,
    message_id: String,
    failed_event_type: &'static str,
    attempts: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CompanyBody {
    id: String,
    name: String,
    external_id: Option<String>,
    public_id: String,
}

impl CompanyBody {
    fn new(company: &Company) -> Self {
        Self {
            id: company.id.to_string(),
            name: company.name.to_string(),
            external_id: company.external_id.as_ref().map(ExternalId::to_string),
            public_id: company.public_id.as_str().to_owned(),
        }
    }
}

fn text(time: Option<Timestamp>) -> Option<String> {
    time.map(|time| time.to_string())
}

/// Strings, numbers and lists of them: there is nothing that cannot be written.
fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}
