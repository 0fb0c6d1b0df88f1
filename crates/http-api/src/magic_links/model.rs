use latchstring_domain::invitation::Purpose;
use latchstring_domain::magic_link::MagicLink;
use latchstring_service::magic_link::{MagicLinkView, Minted};
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::events::ActorBody;
use crate::invitations::PrefillBody;
use crate::reveal::expose;
use crate::schema::{InvitationTypeName, LinkOriginName, MagicLinkStatusName};

/// A link whose truth is sealed into its URL. The URL is shown once, when the link is minted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MagicLink)]
pub(super) struct MagicLinkBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(value_type = InvitationTypeName)]
    invitation_type: &'static str,
    #[schema(value_type = MagicLinkStatusName)]
    status: &'static str,
    #[schema(format = Uuid)]
    company_id: String,
    /// The connection to be repaired; null when one is to be made.
    #[schema(required, format = Uuid)]
    connection_id: Option<String>,
    #[schema(value_type = LinkOriginName)]
    origin: &'static str,
    /// The key that it is sealed under. Disabling that key in the keyring kills it too.
    #[schema(example = "1f2e3d4c")]
    key_id: String,
    #[schema(format = DateTime)]
    issued_at: String,
    #[schema(required, format = DateTime)]
    expires_at: Option<String>,
    /// How many connections were made or repaired through it.
    use_count: u32,
    /// When it was revoked by itself; null when it was cut off with all older links of its company.
    #[schema(required, format = DateTime)]
    revoked_at: Option<String>,
    created_by: ActorBody,
    prefill: PrefillBody,
}

impl From<MagicLinkView> for MagicLinkBody {
    fn from(MagicLinkView { link, status }: MagicLinkView) -> Self {
        let MagicLink {
            id,
            workspace_id: _,
            company_id,
            purpose,
            origin,
            key_id,
            issued_at,
            expires_at,
            use_count,
            revoked_at,
            created_by,
            created_at: _,
            updated_at: _,
            version: _,
        } = link;
        let invitation_type = purpose.as_str();
        let (connection_id, prefill) = match purpose {
            Purpose::CreateConnection { prefill, locks: _ } => (None, prefill.into()),
            Purpose::EditConnection { connection_id } => {
                (Some(connection_id.to_string()), PrefillBody::default())
            }
        };
        Self {
            id: id.to_string(),
            invitation_type,
            status: status.as_str(),
            company_id: company_id.to_string(),
            connection_id,
            origin: origin.as_str(),
            key_id: format!("{:08x}", u32::from_be_bytes(key_id)),
            issued_at: issued_at.to_string(),
            expires_at: expires_at.map(|at| at.to_string()),
            use_count,
            revoked_at: revoked_at.map(|at| at.to_string()),
            created_by: created_by.into(),
            prefill,
        }
    }
}

/// A new link that makes a connection. Its secret is not shown again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CompanyMagicLink)]
pub(super) struct CompanyLinkBody {
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_company_id: String,
    /// The secret in the link's URL.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    company_magic_link_secret: SecretString,
    /// The URL that the recipient opens.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    magic_link_url: SecretString,
}

impl From<Minted> for CompanyLinkBody {
    fn from(Minted { link: _, company, secret, url }: Minted) -> Self {
        Self {
            public_company_id: company.public_id.to_string(),
            company_magic_link_secret: secret,
            magic_link_url: url,
        }
    }
}

/// A new link that repairs a connection. Its secret is not shown again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ConnectionMagicLink)]
pub(super) struct ConnectionLinkBody {
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_company_id: String,
    /// The secret in the link's URL.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    connection_magic_link_secret: SecretString,
    /// The URL that the recipient opens.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String)]
    magic_link_url: SecretString,
}

impl From<Minted> for ConnectionLinkBody {
    fn from(Minted { link: _, company, secret, url }: Minted) -> Self {
        Self {
            public_company_id: company.public_id.to_string(),
            connection_magic_link_secret: secret,
            magic_link_url: url,
        }
    }
}
