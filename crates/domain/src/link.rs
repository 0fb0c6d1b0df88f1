//! Either kind of link, for what is the same with both.

use crate::Timestamp;
use crate::allowed_providers::AllowedProviders;
use crate::branding::LinkBrand;
use crate::company::Company;
use crate::email::AllowList;
use crate::event::Subject;
use crate::flow_session::FlowLink;
use crate::id::{CompanyId, WorkspaceId};
use crate::invitation::{Invitation, NotUsable, Presentation, Purpose};
use crate::magic_link::MagicLink;
use crate::portal::Portal;

/// The link that a recipient walks through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// An invitation.
    Invitation(Invitation),
    /// A magic link.
    MagicLink(MagicLink),
}

impl Link {
    /// Which link a session names to mean this one.
    #[must_use]
    pub const fn flow_link(&self) -> FlowLink {
        match self {
            Self::Invitation(invitation) => FlowLink::Invitation(invitation.id),
            Self::MagicLink(link) => FlowLink::MagicLink(link.id),
        }
    }

    /// Whose chain tells its story.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        match self {
            Self::Invitation(invitation) => Subject::Invitation(invitation.id),
            Self::MagicLink(link) => Subject::MagicLink(link.id),
        }
    }

    /// The workspace it belongs to.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        match self {
            Self::Invitation(invitation) => invitation.workspace_id,
            Self::MagicLink(link) => link.workspace_id,
        }
    }

    /// The company it is for.
    #[must_use]
    pub const fn company_id(&self) -> CompanyId {
        match self {
            Self::Invitation(invitation) => invitation.company_id,
            Self::MagicLink(link) => link.company_id,
        }
    }

    /// What it is for.
    #[must_use]
    pub const fn purpose(&self) -> &Purpose {
        match self {
            Self::Invitation(invitation) => &invitation.purpose,
            Self::MagicLink(link) => &link.purpose,
        }
    }

    /// How it looks where it looks otherwise than its workspace; only an invitation does.
    #[must_use]
    pub fn brand(&self) -> Option<&LinkBrand> {
        self.presentation().and_then(|presentation| presentation.brand.as_deref())
    }

    /// Whether its recipient has to prove an address first; never, for a magic link.
    #[must_use]
    pub fn is_gated(&self) -> bool {
        match self {
            Self::Invitation(invitation) => invitation.allowed.is_gated(),
            Self::MagicLink(_) => false,
        }
    }

    /// The allow-list, for an invitation.
    #[must_use]
    pub const fn allowed(&self) -> Option<&AllowList> {
        match self {
            Self::Invitation(invitation) => Some(&invitation.allowed),
            Self::MagicLink(_) => None,
        }
    }

    /// The providers that its recipient may choose from, where it narrows the choice.
    #[must_use]
    pub fn allowed_providers(&self) -> Option<&AllowedProviders> {
        match self {
            Self::Invitation(invitation) => Some(&invitation.allowed_providers).filter(|them| them.narrows()),
            Self::MagicLink(_) => None,
        }
    }

    /// What the recipient is shown beside the flow, for an invitation.
    #[must_use]
    pub const fn presentation(&self) -> Option<&Presentation> {
        match self {
            Self::Invitation(invitation) => Some(&invitation.presentation),
            Self::MagicLink(_) => None,
        }
    }

    /// What it brings as a link in the hotglue shape.
    #[must_use]
    pub const fn portal(&self) -> Option<&Portal> {
        match self {
            Self::Invitation(invitation) => invitation.portal.as_ref(),
            Self::MagicLink(_) => None,
        }
    }

    /// The language the inviter asked for, a BCP 47 tag.
    #[must_use]
    pub fn locale(&self) -> Option<&str> {
        self.presentation().and_then(|presentation| presentation.locale.as_deref())
    }

    /// When it last changed.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        match self {
            Self::Invitation(invitation) => invitation.updated_at,
            Self::MagicLink(link) => link.updated_at,
        }
    }

    /// When it was made.
    #[must_use]
    pub const fn made_at(&self) -> Timestamp {
        match self {
            Self::Invitation(invitation) => invitation.created_at,
            Self::MagicLink(link) => link.issued_at,
        }
    }

    /// From when on it cannot be used; `None`: never.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Timestamp> {
        match self {
            Self::Invitation(invitation) => invitation.expires_at,
            Self::MagicLink(link) => link.expires_at,
        }
    }

    /// The keyring key it was made under.
    #[must_use]
    pub const fn key_id(&self) -> [u8; 4] {
        match self {
            Self::Invitation(invitation) => invitation.token.key_id,
            Self::MagicLink(link) => link.key_id,
        }
    }

    /// How often its link was replaced by another; never, for a magic link.
    #[must_use]
    pub const fn generation(&self) -> u32 {
        match self {
            Self::Invitation(invitation) => invitation.token.generation,
            Self::MagicLink(_) => 0,
        }
    }

    /// Whether it can be used at `now`.
    ///
    /// # Errors
    /// [`NotUsable`] with the reason.
    pub fn usable(&self, company: &Company, now: Timestamp) -> Result<(), NotUsable> {
        match self {
            Self::Invitation(invitation) => invitation.usable(now),
            Self::MagicLink(link) => link.usable(company, now),
        }
    }

    /// The link after one more use.
    ///
    /// # Errors
    /// [`NotUsable`] when it cannot be used at `now`.
    pub fn spend(self, company: &Company, now: Timestamp) -> Result<Self, NotUsable> {
        match self {
            Self::Invitation(invitation) => invitation.spend(now).map(Self::Invitation),
            Self::MagicLink(link) => link.spend(company, now).map(Self::MagicLink),
        }
    }

    /// How often it was used.
    #[must_use]
    pub const fn use_count(&self) -> u32 {
        match self {
            Self::Invitation(invitation) => invitation.use_count,
            Self::MagicLink(link) => link.use_count,
        }
    }
}
