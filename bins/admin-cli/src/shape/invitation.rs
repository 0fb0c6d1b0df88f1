use std::collections::BTreeMap;

use latchstring_domain::connection::Connection;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::{
    Invitation, InvitationMail, MailReason, MailState, Presentation, Purpose,
};
use latchstring_domain::prefill::Locks;
use latchstring_domain::reminder::Reminder;
use latchstring_service::invitation::{InvitationDetail, InvitationView};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::event::{self, ActorShape, EventShape};
use super::link_brand::LinkBrandShape;
use super::metadata;
use super::prefill::PrefillShape;
use crate::output::{Block, Shape, or_dash};

/// An invitation, in the API's shape, its link included.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvitationShape {
    id: String,
    token: Option<String>,
    invitation_type: &'static str,
    status: &'static str,
    invitation_url: Option<String>,
    company_id: String,
    connection_id: Option<String>,
    allowed_emails: Vec<String>,
    allowed_providers: Vec<String>,
    expires_at: Option<String>,
    revoked_at: Option<String>,
    max_uses: Option<u32>,
    use_count: u32,
    created_at: String,
    prefill: PrefillShape,
    lock: Vec<&'static str>,
    created_connections: Vec<CreatedConnection>,
    metadata: BTreeMap<String, String>,
    external_id: Option<String>,
    locale: Option<String>,
    message: Option<String>,
    success_url: Option<String>,
    error_url: Option<String>,
    expired_url: Option<String>,
    allowed_origins: Option<Vec<String>>,
    state: Option<String>,
    branding: Option<LinkBrandShape>,
    created_by: ActorShape,
    source: &'static str,
    last_event_at: Option<String>,
    deliveries: Vec<MailShape>,
}

/// A mail with the link.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MailShape {
    id: String,
    email: String,
    handed_off_by: Option<String>,
    reminder: Option<&'static str>,
    status: &'static str,
    reason: Option<String>,
    queued_at: String,
    settled_at: Option<String>,
}

impl From<&InvitationMail> for MailShape {
    fn from(mail: &InvitationMail) -> Self {
        let (settled_at, reason) = match &mail.state {
            MailState::Queued => (None, None),
            MailState::Sent { at } => (Some(at), None),
            MailState::Failed { at, why } => (Some(at), Some(why.clone())),
        };
        Self {
            id: mail.id.to_string(),
            email: mail.to.to_string(),
            reminder: mail.reason.reminder().map(Reminder::as_str),
            handed_off_by: match &mail.reason {
                MailReason::Invited | MailReason::Reminder(_) => None,
                MailReason::HandedOff { by } => Some(by.to_string()),
            },
            status: mail.status().as_str(),
            reason,
            queued_at: mail.queued_at.to_string(),
            settled_at: settled_at.map(|at| at.to_string()),
        }
    }
}

impl MailShape {
    fn words(&self) -> String {
        let at = self.settled_at.as_ref().unwrap_or(&self.queued_at);
        let reason = self.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let reminder = if self.reminder.is_some() { ", a reminder" } else { "" };
        format!("{} {at} {}{reminder}{reason}", self.status, self.email)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreatedConnection {
    id: String,
    datasource_name: String,
    status: &'static str,
    created: String,
}

impl From<&Connection> for CreatedConnection {
    fn from(connection: &Connection) -> Self {
        Self {
            id: connection.id.to_string(),
            datasource_name: connection.provider.name.to_string(),
            status: connection.status.as_str(),
            created: connection.created_at.to_string(),
        }
    }
}

fn asked_by(purpose: Purpose) -> (PrefillShape, Locks, Option<ConnectionId>) {
    match purpose {
        Purpose::CreateConnection { prefill, locks } => (prefill.into(), locks, None),
        Purpose::EditConnection { connection_id } => {
            (PrefillShape::default(), Locks::new(), Some(connection_id))
        }
    }
}

impl From<InvitationView> for InvitationShape {
    fn from(view: InvitationView) -> Self {
        let source = view.invitation.source().as_str();
        let (last_event_at, address) = (view.last_event_at, view.address.clone());
        let InvitationView { invitation, status, token, url, created_connections, mails, .. } = view;
        let invitation_type = invitation.purpose.as_str();
        let Invitation {
            id,
            workspace_id: _,
            company_id,
            purpose,
            allowed,
            allowed_providers,
            expires_at,
            max_uses,
            use_count,
            revoked_at,
            token: _,
            portal: _,
            presentation:
                Presentation { locale, message, success_url, error_url, expired_url, state, embed, brand },
            metadata,
            external_id,
            created_by,
            created_at,
            updated_at: _,
            version: _,
        } = invitation;
        let (prefill, lock, connection_id) = asked_by(purpose);
        Self {
            id: id.to_string(),
            token: token.map(|token| token.expose_secret().to_owned()),
            invitation_type,
            status: status.as_str(),
            invitation_url: url.map(|url| url.expose_secret().to_owned()),
            company_id: company_id.to_string(),
            connection_id: connection_id.map(|id| id.to_string()),
            allowed_emails: allowed.rules().iter().map(ToString::to_string).collect(),
            allowed_providers: allowed_providers.ids().map(|id| id.to_string()).collect(),
            expires_at: expires_at.map(|at| at.to_string()),
            revoked_at: revoked_at.map(|at| at.to_string()),
            max_uses: max_uses.map(Into::into),
            use_count,
            created_at: created_at.to_string(),
            prefill,
            lock: lock.iter().map(|field| field.as_str()).collect(),
            created_connections: created_connections.iter().map(CreatedConnection::from).collect(),
            metadata: metadata.labels().clone(),
            external_id: external_id.map(|id| id.to_string()),
            locale,
            message: message.map(|message| message.to_string()),
            success_url: success_url.map(|url| url.to_string()),
            error_url: error_url.map(|url| url.to_string()),
            expired_url: expired_url.map(|url| url.to_string()),
            allowed_origins: embed.map(|origins| origins.iter().map(ToString::to_string).collect()),
            state: state.map(|state| state.to_string()),
            branding: brand.map(|brand| LinkBrandShape::new(*brand, &address)),
            created_by: created_by.into(),
            source,
            last_event_at: last_event_at.map(|at| at.to_string()),
            deliveries: mails.iter().map(MailShape::from).collect(),
        }
    }
}

impl InvitationShape {
    fn uses(&self) -> String {
        match self.max_uses {
            Some(max) => format!("{} of {max}", self.use_count),
            None => format!("{}, no limit", self.use_count),
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("id", self.id.clone()),
            ("link", or_dash(self.invitation_url.as_ref())),
            ("type", self.invitation_type.to_owned()),
            ("status", self.status.to_owned()),
            ("company", self.company_id.clone()),
            ("uses", self.uses()),
            ("expires", self.expires_at.clone().unwrap_or_else(|| "never".to_owned())),
            (
                "allowed",
                if self.allowed_emails.is_empty() {
                    "anyone with the link".to_owned()
                } else {
                    self.allowed_emails.join(" ")
                },
            ),
            (
                "providers",
                if self.allowed_providers.is_empty() {
                    "any".to_owned()
                } else {
                    self.allowed_providers.join(" ")
                },
            ),
            ("created", format!("{} by {}", self.created_at, self.created_by.words())),
            ("source", self.source.to_owned()),
        ];
        let created = self
            .created_connections
            .iter()
            .map(|one| format!("{} {} {}", one.id, one.status, one.datasource_name));
        let optional = [
            ("connection", self.connection_id.clone().unwrap_or_default()),
            ("connections", created.collect::<Vec<_>>().join("\n")),
        ]
        .into_iter()
        .chain(self.prefill.facts())
        .chain([
            ("locked", self.lock.join(" ")),
            ("external id", self.external_id.clone().unwrap_or_default()),
            ("message", self.message.clone().unwrap_or_default()),
            ("branding", self.branding.as_ref().map(LinkBrandShape::words).unwrap_or_default()),
            ("metadata", metadata::lines(&self.metadata)),
            ("mails", self.deliveries.iter().map(MailShape::words).collect::<Vec<_>>().join("\n")),
            ("revoked", self.revoked_at.clone().unwrap_or_default()),
            ("last event", self.last_event_at.clone().unwrap_or_default()),
        ]);
        facts.extend(optional.filter(|(_, value)| !value.is_empty()));
        facts
    }
}

impl Shape for InvitationShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(self.facts())]
    }
}

/// An invitation and its story, oldest first.
#[derive(Serialize)]
pub(crate) struct InvitationDetailShape {
    #[serde(flatten)]
    invitation: InvitationShape,
    events: Vec<EventShape>,
}

impl From<InvitationDetail> for InvitationDetailShape {
    fn from(InvitationDetail { view, events }: InvitationDetail) -> Self {
        Self { invitation: view.into(), events: events.into_iter().map(EventShape::from).collect() }
    }
}

impl Shape for InvitationDetailShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(self.invitation.facts()), event::story(&self.events)]
    }
}

/// Invitations, newest first; `next` is what to list after when there are more.
#[derive(Serialize)]
pub(crate) struct InvitationList {
    pub(crate) invitations: Vec<InvitationShape>,
    pub(crate) next: Option<String>,
}

impl Shape for InvitationList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &InvitationShape| {
            vec![
                one.id.clone(),
                one.invitation_type.to_owned(),
                one.status.to_owned(),
                one.uses(),
                one.expires_at.clone().unwrap_or_else(|| "never".to_owned()),
                one.company_id.clone(),
                one.created_at.clone(),
            ]
        };
        let table = Block::Table {
            head: &["ID", "TYPE", "STATUS", "USES", "EXPIRES", "COMPANY", "CREATED"],
            rows: self.invitations.iter().map(row).collect(),
            none: "No invitation.",
        };
        event::with_next(table, self.next.as_ref())
    }
}
