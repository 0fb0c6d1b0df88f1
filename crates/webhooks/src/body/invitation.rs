use std::collections::BTreeMap;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::invitation::{Invitation, Purpose};
use latchstring_domain::text::ExternalId;
use serde::Serialize;

use super::{CompanyBody, Told, text};

/// Who was invited is not told: whoever needs to know asks for the invitation, with a key that may.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvitationBody {
    #[serde(flatten)]
    told: Told,
    id: String,
    automated: bool,
    company: CompanyBody,
    connection_id: Option<String>,
    created_at: String,
    expires_at: Option<String>,
    external_id: Option<String>,
    invitation_type: &'static str,
    max_uses: Option<u32>,
    metadata: BTreeMap<String, String>,
    status: &'static str,
    use_count: u32,
}

impl InvitationBody {
    pub(super) fn new(
        told: Told,
        at: Timestamp,
        invitation: &Invitation,
        company: &Company,
        automated: bool,
    ) -> Self {
        let connection_id = match &invitation.purpose {
            Purpose::CreateConnection { .. } => None,
            Purpose::EditConnection { connection_id } => Some(connection_id.to_string()),
        };
        Self {
            told,
            id: invitation.id.to_string(),
            automated,
            company: CompanyBody::new(company),
            connection_id,
            created_at: invitation.created_at.to_string(),
            expires_at: text(invitation.expires_at),
            external_id: invitation.external_id.as_ref().map(ExternalId::to_string),
            invitation_type: invitation.purpose.as_str(),
            max_uses: invitation.max_uses.map(std::num::NonZeroU32::get),
            metadata: invitation.metadata.labels().clone(),
            status: invitation.status(at).as_str(),
            use_count: invitation.use_count,
        }
    }
}
