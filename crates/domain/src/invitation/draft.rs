use std::num::NonZeroU32;
use std::time::Duration;

use super::model::{Invitation, LinkToken, Presentation, Purpose};
use crate::actor::Actor;
use crate::allowed_providers::AllowedProviders;
use crate::company::Company;
use crate::email::AllowList;
use crate::id::InvitationId;
use crate::metadata::Metadata;
use crate::portal::Portal;
use crate::prefill::LockedButEmpty;
use crate::text::ExternalId;
use crate::workspace::{ExpiryPolicy, LifetimeAboveCeiling};
use crate::{Timestamp, Version};

/// The shortest lifetime an invitation may be given.
pub const MIN_LIFETIME: Duration = Duration::from_secs(60);

/// How long a link should live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// This long from when it is made.
    For(Duration),
    /// Until this time.
    Until(Timestamp),
}

impl Lifetime {
    /// How long that is from `now`; nothing, when it has passed.
    fn span(self, now: Timestamp) -> Duration {
        match self {
            Self::For(span) => span,
            Self::Until(end) => end.since(now),
        }
    }
}

/// What somebody wants of a new invitation, each part checked by itself; [`InvitationDraft::issue`] checks them
/// together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationDraft {
    /// What it is for.
    pub purpose: Purpose,
    /// Who may use it.
    pub allowed: AllowList,
    /// What its recipient may choose from.
    pub allowed_providers: AllowedProviders,
    /// How long it should live; `None`: as the workspace's policy says.
    pub lifetime: Option<Lifetime>,
    /// How often it may be used; `None`: without limit.
    pub max_uses: Option<NonZeroU32>,
    /// What it brings as a link in the hotglue shape.
    pub portal: Option<Portal>,
    /// What the recipient is shown.
    pub presentation: Presentation,
    /// The customer's labels.
    pub metadata: Metadata,
    /// The customer's own id for it.
    pub external_id: Option<ExternalId>,
}

/// Why an invitation cannot be made from a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// It would live for less than [`MIN_LIFETIME`].
    #[error("must be at least {} seconds", MIN_LIFETIME.as_secs())]
    LifetimeTooShort,
    /// It would live longer than the workspace allows.
    #[error(transparent)]
    LifetimeTooLong(#[from] LifetimeAboveCeiling),
    /// It would end after the year 9999.
    #[error("ends after the year 9999; leave it out for a link that never expires")]
    LifetimeBeyondTime,
    /// A part of the prefill is locked and empty.
    #[error(transparent)]
    Lock(#[from] LockedButEmpty),
}

/// When an invitation ends that should live so long, under this policy.
///
/// # Errors
/// [`DraftError`] naming what does not fit.
pub fn expiry(
    lifetime: Option<Lifetime>,
    policy: &ExpiryPolicy,
    now: Timestamp,
) -> Result<Option<Timestamp>, DraftError> {
    let asked = lifetime.map(|lifetime| lifetime.span(now));
    if asked.is_some_and(|lifetime| lifetime < MIN_LIFETIME) {
        return Err(DraftError::LifetimeTooShort);
    }
    Ok(match (policy.lifetime(asked)?, lifetime) {
        (Some(_), Some(Lifetime::Until(end))) => Some(end),
        (Some(lifetime), _) => Some(now.checked_add(lifetime).ok_or(DraftError::LifetimeBeyondTime)?),
        (None, _) => None,
    })
}

impl InvitationDraft {
    /// The invitation this draft asks for, for a company of a workspace with this policy.
    ///
    /// # Errors
    /// [`DraftError`] naming what does not fit.
    pub fn issue(
        self,
        id: InvitationId,
        company: &Company,
        policy: &ExpiryPolicy,
        token: LinkToken,
        created_by: Actor,
        now: Timestamp,
    ) -> Result<Invitation, DraftError> {
        let expires_at = expiry(self.lifetime, policy, now)?;
        if let Purpose::CreateConnection { prefill, locks } = &self.purpose {
            prefill.check_locks(locks)?;
        }
        Ok(Invitation {
            id,
            workspace_id: company.workspace_id,
            company_id: company.id,
            purpose: self.purpose,
            allowed: self.allowed,
            allowed_providers: self.allowed_providers,
            expires_at,
            max_uses: self.max_uses,
            use_count: 0,
            revoked_at: None,
            token,
            portal: self.portal,
            presentation: self.presentation,
            metadata: self.metadata,
            external_id: self.external_id,
            created_by,
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        })
    }
}
