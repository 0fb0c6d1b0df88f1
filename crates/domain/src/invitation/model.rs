use std::num::NonZeroU32;

use crate::actor::Actor;
use crate::allowed_providers::AllowedProviders;
use crate::branding::LinkBrand;
use crate::email::{AddressRule, AllowList, EmailAddress};
use crate::id::{CompanyId, ConnectionId, InvitationId, WorkspaceId};
use crate::metadata::Metadata;
use crate::names::named;
use crate::portal::Portal;
use crate::prefill::{Locks, Prefill};
use crate::return_url::ReturnUrl;
use crate::sealed::Digest;
use crate::text::{ExternalId, Message, ReturnState, SearchText};
use crate::web_origin::WebOrigin;
use crate::{Timestamp, Version};

/// A link that asks its recipient to make a connection, or to repair one.
///
/// Its status is not stored: it follows from `revoked_at`, `use_count`, `max_uses` and `expires_at` at the moment
/// of asking (see [`Invitation::status`]), so that no background job can be late with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The company whose account is to be connected.
    pub company_id: CompanyId,
    /// What it is for.
    pub purpose: Purpose,
    /// Who may use it.
    pub allowed: AllowList,
    /// What its recipient may choose from.
    pub allowed_providers: AllowedProviders,
    /// From when on it cannot be used; `None`: never.
    pub expires_at: Option<Timestamp>,
    /// How often it may be used; `None`: without limit.
    pub max_uses: Option<NonZeroU32>,
    /// How often it was used: connections made or repaired through it.
    pub use_count: u32,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// What its link is made of.
    pub token: LinkToken,
    /// What it brings as a link in the hotglue shape.
    pub portal: Option<Portal>,
    /// What the recipient is shown and where they are sent.
    pub presentation: Presentation,
    /// The customer's labels.
    pub metadata: Metadata,
    /// The customer's own id for it.
    pub external_id: Option<ExternalId>,
    /// Who made it.
    pub created_by: Actor,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

named! {
    /// The interface an invitation was made through.
    InvitationSource, ParseInvitationSourceError, "a source of invitations" {
        /// The one of this project: the API, the console, the command line.
        Native = "native",
        /// The hotglue-shaped one.
        Hotglue = "hotglue",
    }
}

impl Invitation {
    /// The interface it was made through.
    #[must_use]
    pub const fn source(&self) -> InvitationSource {
        if self.portal.is_some() { InvitationSource::Hotglue } else { InvitationSource::Native }
    }
}

impl Invitation {
    /// The addresses that its allow-list names; a domain is none.
    pub fn named_addresses(&self) -> impl Iterator<Item = &EmailAddress> {
        self.allowed.rules().iter().filter_map(|rule| match rule {
            AddressRule::Address(address) => Some(address),
            AddressRule::Domain(_) | AddressRule::Subdomains(_) => None,
        })
    }

    /// What a search for it looks through: the customer's own id for it, whom it is for, and its labels, each in a line
    /// of its own and in lower case as far as it is ASCII.
    #[must_use]
    pub fn search_text(&self) -> String {
        let id = self.external_id.iter().map(ToString::to_string);
        let rules = self.allowed.rules().iter().map(ToString::to_string);
        let labels = self.metadata.labels().values().cloned();
        let lines: Vec<_> = id.chain(rules).chain(labels).collect();
        SearchText::fold(&lines.join("\n"))
    }
}

named! {
    /// What an invitation is for, as the wire names it.
    InvitationType, ParseInvitationTypeError, "a type of invitation" {
        /// Making a new connection.
        CreateConnection = "CREATE_CONNECTION",
        /// Repairing one.
        EditConnection = "EDIT_CONNECTION",
    }
}

/// What an invitation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Making a new connection.
    CreateConnection {
        /// What the recipient finds filled in.
        prefill: Prefill,
        /// Which of it cannot be changed.
        locks: Locks,
    },
    /// Repairing this connection.
    EditConnection {
        /// The connection.
        connection_id: ConnectionId,
    },
}

impl Purpose {
    /// Which of the two it is.
    #[must_use]
    pub const fn kind(&self) -> InvitationType {
        match self {
            Self::CreateConnection { .. } => InvitationType::CreateConnection,
            Self::EditConnection { .. } => InvitationType::EditConnection,
        }
    }

    /// The name on the wire: `CREATE_CONNECTION` or `EDIT_CONNECTION`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.kind().as_str()
    }
}

/// What the token in the link is derived from. The token itself is never stored; only its digest is, to find the
/// row by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkToken {
    /// The keyring key it is derived under.
    pub key_id: [u8; 4],
    /// How often the link was rotated.
    pub generation: u32,
    /// SHA-256 of the token's text; unique over all invitations.
    pub digest: Digest,
}

/// What the recipient is shown beside the flow itself, and where they are sent after it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// The language asked for, a BCP 47 tag.
    pub locale: Option<String>,
    /// The inviter's own words.
    pub message: Option<Message>,
    /// Where the recipient may go when done.
    pub success_url: Option<ReturnUrl>,
    /// Where the recipient may go when it failed.
    pub error_url: Option<ReturnUrl>,
    /// Where the recipient may go when the link has expired.
    pub expired_url: Option<ReturnUrl>,
    /// A value handed back with those.
    pub state: Option<ReturnState>,
    /// The sites that may show its pages in a frame; `None`: those of the workspace.
    pub embed: Option<Vec<WebOrigin>>,
    /// How its pages and mails look where they look otherwise than the workspace's.
    pub brand: Option<Box<LinkBrand>>,
}
