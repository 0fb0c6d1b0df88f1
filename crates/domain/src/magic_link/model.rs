use std::time::Duration;

use crate::actor::Actor;
use crate::company::Company;
use crate::id::{CompanyId, MagicLinkId, WorkspaceId};
use crate::invitation::{DraftError, MIN_LIFETIME, Purpose};
use crate::names::named;
use crate::workspace::ExpiryPolicy;
use crate::{Timestamp, Version};

named! {
    /// Where a magic link comes from.
    LinkOrigin, ParseLinkOriginError, "the origin of a link" {
        /// Minted here.
        Minted = "minted",
        /// Minted here, and known to this database only since it was opened.
        Adopted = "adopted",
        /// Minted by another system, under a key that the operator has brought along; known since it was opened.
        Imported = "imported",
    }
}

/// A magic link as the database knows it. The secret itself is never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MagicLink {
    /// Its id, which stands in the sealed message too.
    pub id: MagicLinkId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The company it is bound to.
    pub company_id: CompanyId,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it comes from.
    pub origin: LinkOrigin,
    /// The keyring key it is sealed under; disabling the key kills the link. All zero for an imported one.
    pub key_id: [u8; 4],
    /// When it was minted, to the second, as its message says.
    pub issued_at: Timestamp,
    /// From when on it cannot be used; `None`: never.
    pub expires_at: Option<Timestamp>,
    /// How often it was used: connections made or repaired through it.
    pub use_count: u32,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// Who minted it, or took it in.
    pub created_by: Actor,
    /// When its row was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// What somebody wants of a new magic link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MagicLinkDraft {
    /// What it is for.
    pub purpose: Purpose,
    /// How long it should live; `None`: as the workspace's policy says.
    pub lifetime: Option<Duration>,
}

impl MagicLinkDraft {
    /// The link this draft asks for. It is never older than its company's `links_not_before`, so a link minted right
    /// after a cut-off lives, although a message tells time by the second and the cut-off may lie within one.
    ///
    /// # Errors
    /// [`DraftError`] naming what does not fit.
    pub fn mint(
        self,
        id: MagicLinkId,
        company: &Company,
        policy: &ExpiryPolicy,
        key_id: [u8; 4],
        created_by: Actor,
        now: Timestamp,
    ) -> Result<MagicLink, DraftError> {
        if self.lifetime.is_some_and(|lifetime| lifetime < MIN_LIFETIME) {
            return Err(DraftError::LifetimeTooShort);
        }
        if let Purpose::CreateConnection { prefill, locks } = &self.purpose {
            prefill.check_locks(locks)?;
        }
        // The message has whole seconds, so the row has them too: both must mean the same instant.
        let first_alive = company.links_not_before.map_or(Timestamp::EPOCH, Timestamp::next_whole_second);
        let issued_at = now.whole_seconds().max(first_alive);
        let expires_at = match policy.lifetime(self.lifetime)? {
            Some(lifetime) => {
                Some(issued_at.checked_add(lifetime).ok_or(DraftError::LifetimeBeyondTime)?.whole_seconds())
            }
            None => None,
        };
        Ok(MagicLink {
            id,
            workspace_id: company.workspace_id,
            company_id: company.id,
            purpose: self.purpose,
            origin: LinkOrigin::Minted,
            key_id,
            issued_at,
            expires_at,
            use_count: 0,
            revoked_at: None,
            created_by,
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        })
    }
}
