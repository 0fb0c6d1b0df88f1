use std::collections::BTreeMap;

use latchstring_domain::connection::Connection;
use latchstring_domain::email::AddressRule;
use latchstring_domain::invitation::{
    Invitation, InvitationMail, MailReason, MailState, Presentation, Purpose,
};
use latchstring_domain::reminder::Reminder;
use latchstring_service::invitation::{InvitationDetail, InvitationView};
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use super::branding::LinkBrandingBody;
use super::prefill::PrefillBody;
use crate::events::{ActorBody, EventBody};
use crate::reveal::expose_if_any;
use crate::schema::{
    ConnectionStatusName, InvitationSourceName, InvitationStatusName, InvitationTypeName, MailStatusName,
    ReminderName,
};

/// A link that asks its recipient to connect an account, or to repair a connection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub(crate) struct InvitationBody {
    #[schema(format = Uuid)]
    id: String,
    /// The secret in the link; null for a key without the scope `links:reveal`.
    #[serde(serialize_with = "expose_if_any")]
    #[schema(required, value_type = Option<String>)]
    token: Option<SecretString>,
    #[schema(value_type = InvitationTypeName)]
    invitation_type: &'static str,
    #[schema(value_type = InvitationStatusName)]
    status: &'static str,
    /// The link; null for a key without the scope `links:reveal`.
    #[serde(serialize_with = "expose_if_any")]
    #[schema(required, value_type = Option<String>)]
    invitation_url: Option<SecretString>,
    #[schema(format = Uuid)]
    company_id: String,
    /// The connection to be repaired; null when one is to be made.
    #[schema(required, format = Uuid)]
    connection_id: Option<String>,
    #[schema(example = json!(["mike@example.org"]))]
    allowed_emails: Vec<String>,
    /// The providers that its recipient may choose from; none: any.
    #[schema(value_type = Vec<uuid::Uuid>)]
    allowed_providers: Vec<String>,
    #[schema(required, format = DateTime)]
    expires_at: Option<String>,
    #[schema(required)]
    max_uses: Option<u32>,
    use_count: u32,
    #[schema(format = DateTime)]
    created_at: String,
    prefill: PrefillBody,
    /// The connections it made, oldest first; none for a reconnect.
    created_connections: Vec<CreatedConnection>,
    metadata: BTreeMap<String, String>,
    #[schema(required)]
    external_id: Option<String>,
    #[schema(required, example = "de")]
    locale: Option<String>,
    /// How it looks where it looks otherwise than the workspace; null where nothing was chosen.
    #[schema(required)]
    branding: Option<LinkBrandingBody>,
    created_by: ActorBody,
    /// The interface it was made through.
    #[schema(value_type = InvitationSourceName)]
    source: &'static str,
    /// When something last happened to it.
    #[schema(required, format = DateTime)]
    last_event_at: Option<String>,
    /// The mails that brought it to somebody, or will, oldest first.
    deliveries: Vec<MailBody>,
}

/// A mail with the link.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InvitationMail)]
pub(crate) struct MailBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "mike@example.org")]
    email: String,
    /// Who passed the link on to this address; null where the inviter had it mailed.
    #[schema(required, example = "dana@example.org")]
    handed_off_by: Option<String>,
    /// Why it reminds of a mail before it; null where it does not.
    #[schema(required, value_type = Option<ReminderName>)]
    reminder: Option<&'static str>,
    #[schema(value_type = MailStatusName)]
    status: &'static str,
    /// Why it was not sent, as a code; null where it was, or will be.
    #[schema(required, example = "given-up")]
    reason: Option<String>,
    #[schema(format = DateTime)]
    queued_at: String,
    /// When it was sent or given up; null before.
    #[schema(required, format = DateTime)]
    settled_at: Option<String>,
}

impl From<InvitationMail> for MailBody {
    fn from(mail: InvitationMail) -> Self {
        let status = mail.status().as_str();
        let (settled_at, reason) = match mail.state {
            MailState::Queued => (None, None),
            MailState::Sent { at } => (Some(at), None),
            MailState::Failed { at, why } => (Some(at), Some(why)),
        };
        Self {
            id: mail.id.to_string(),
            email: mail.to.to_string(),
            reminder: mail.reason.reminder().map(Reminder::as_str),
            handed_off_by: match mail.reason {
                MailReason::Invited | MailReason::Reminder(_) => None,
                MailReason::HandedOff { by } => Some(by.to_string()),
            },
            status,
            reason,
            queued_at: mail.queued_at.to_string(),
            settled_at: settled_at.map(|at| at.to_string()),
        }
    }
}

/// An invitation with everything that happened to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvitationDetail)]
pub(crate) struct InvitationDetailBody {
    #[serde(flatten)]
    invitation: InvitationBody,
    /// Oldest first.
    events: Vec<EventBody>,
}

/// A connection that an invitation made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatedConnection {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "Pacific Power")]
    datasource_name: String,
    #[schema(value_type = ConnectionStatusName)]
    status: &'static str,
    #[schema(format = DateTime)]
    created: String,
}

impl From<Connection> for CreatedConnection {
    fn from(connection: Connection) -> Self {
        Self {
            id: connection.id.to_string(),
            datasource_name: connection.provider.name.to_string(),
            status: connection.status.as_str(),
            created: connection.created_at.to_string(),
        }
    }
}

impl From<InvitationView> for InvitationBody {
    fn from(view: InvitationView) -> Self {
        let source = view.invitation.source().as_str();
        let (last_event_at, address) = (view.last_event_at, view.address.clone());
        let InvitationView { invitation, status, token, url, created_connections, mails, .. } = view;
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
            revoked_at: _,
            token: _,
            portal: _,
            presentation,
            metadata,
            external_id,
            created_by,
            created_at,
            updated_at: _,
            version: _,
        } = invitation;
        let Presentation { locale, brand, .. } = presentation;
        let invitation_type = purpose.as_str();
        let (connection_id, prefill) = match purpose {
            Purpose::CreateConnection { prefill, locks: _ } => (None, prefill.into()),
            Purpose::EditConnection { connection_id } => {
                (Some(connection_id.to_string()), PrefillBody::default())
            }
        };
        Self {
            id: id.to_string(),
            token,
            invitation_type,
            status: status.as_str(),
            invitation_url: url,
            company_id: company_id.to_string(),
            connection_id,
            allowed_emails: allowed.rules().iter().map(AddressRule::to_string).collect(),
            allowed_providers: allowed_providers.ids().map(|id| id.to_string()).collect(),
            expires_at: expires_at.map(|at| at.to_string()),
            max_uses: max_uses.map(u32::from),
            use_count,
            created_at: created_at.to_string(),
            prefill,
            created_connections: created_connections.into_iter().map(Into::into).collect(),
            metadata: metadata.labels().clone(),
            external_id: external_id.map(|id| id.to_string()),
            locale,
            branding: brand.map(|brand| LinkBrandingBody::new(*brand, &address)),
            created_by: created_by.into(),
            source,
            last_event_at: last_event_at.map(|at| at.to_string()),
            deliveries: mails.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<InvitationDetail> for InvitationDetailBody {
    fn from(InvitationDetail { view, events }: InvitationDetail) -> Self {
        Self { invitation: view.into(), events: events.into_iter().map(Into::into).collect() }
    }
}
