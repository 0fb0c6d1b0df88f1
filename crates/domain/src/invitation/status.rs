use super::model::Invitation;
use crate::Timestamp;
use crate::names::named;

named! {
    /// Where an invitation stands, as the wire names it.
    InvitationStatus, ParseInvitationStatusError, "an invitation status" {
        /// It can be used.
        Active = "ACTIVE",
        /// It was used as often as it may be; final.
        Fulfilled = "FULFILLED",
        /// Its time has passed; an explicit extend makes it active again.
        Expired = "EXPIRED",
        /// It was revoked; final.
        Revoked = "REVOKED",
    }
}

/// Why a link cannot be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotUsable {
    /// It was revoked.
    #[error("the link was revoked at {at}")]
    Revoked {
        /// When.
        at: Timestamp,
    },
    /// It was used as often as it may be.
    #[error("the link has been used as often as it may be")]
    Fulfilled,
    /// Its time has passed.
    #[error("the link expired at {at}")]
    Expired {
        /// When.
        at: Timestamp,
    },
}

/// What revoking a link did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revoked<L> {
    /// It was active and is revoked from now on.
    Now(L),
    /// It was revoked before; nothing changed.
    Already(L),
}

/// Why a link cannot be revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RevokeError {
    /// It was used up, which is final.
    #[error("the link is fulfilled; there is nothing left to revoke")]
    Fulfilled,
    /// It has expired, so nothing is left to kill; an invitation would have to be extended first.
    #[error("the link expired at {at}; there is nothing left to revoke")]
    Expired {
        /// When.
        at: Timestamp,
    },
}

impl Invitation {
    /// Where it stands at `now`: revoked before fulfilled before expired before active.
    ///
    /// An invitation expires *at* its expiry, not after it.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> InvitationStatus {
        match self.usable(now) {
            Ok(()) => InvitationStatus::Active,
            Err(NotUsable::Revoked { .. }) => InvitationStatus::Revoked,
            Err(NotUsable::Fulfilled) => InvitationStatus::Fulfilled,
            Err(NotUsable::Expired { .. }) => InvitationStatus::Expired,
        }
    }

    /// Whether it can be used at `now`.
    ///
    /// # Errors
    /// [`NotUsable`] with the reason that comes first in the order of [`Invitation::status`].
    pub fn usable(&self, now: Timestamp) -> Result<(), NotUsable> {
        if let Some(at) = self.revoked_at {
            return Err(NotUsable::Revoked { at });
        }
        if self.max_uses.is_some_and(|max| self.use_count >= max.get()) {
            return Err(NotUsable::Fulfilled);
        }
        match self.expires_at {
            Some(at) if now >= at => Err(NotUsable::Expired { at }),
            _ => Ok(()),
        }
    }

    /// How often it can still be used; `None`: without limit.
    #[must_use]
    pub fn uses_left(&self) -> Option<u32> {
        self.max_uses.map(|max| max.get().saturating_sub(self.use_count))
    }

    /// The invitation after one more use. Storage states the same conditions again when it commits the use.
    ///
    /// # Errors
    /// [`NotUsable`] when it cannot be used at `now`.
    pub fn spend(self, now: Timestamp) -> Result<Self, NotUsable> {
        self.usable(now)?;
        Ok(Self {
            use_count: self.use_count.saturating_add(1),
            updated_at: now,
            version: self.version.next(),
            ..self
        })
    }

    /// The invitation, revoked.
    ///
    /// # Errors
    /// [`RevokeError`] when it is used up or expired.
    pub fn revoke(self, now: Timestamp) -> Result<Revoked<Self>, RevokeError> {
        match self.usable(now) {
            Ok(()) => {
                let version = self.version.next();
                Ok(Revoked::Now(Self { revoked_at: Some(now), updated_at: now, version, ..self }))
            }
            Err(NotUsable::Revoked { .. }) => Ok(Revoked::Already(self)),
            Err(NotUsable::Fulfilled) => Err(RevokeError::Fulfilled),
            Err(NotUsable::Expired { at }) => Err(RevokeError::Expired { at }),
        }
    }
}
