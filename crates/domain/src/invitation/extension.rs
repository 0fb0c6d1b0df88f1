use std::time::Duration;

use super::draft::MIN_LIFETIME;
use super::model::Invitation;
use super::status::NotUsable;
use crate::Timestamp;
use crate::workspace::{ExpiryPolicy, LifetimeAboveCeiling};

/// How much longer an invitation should live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extension {
    /// So much longer than it does now; counted from now on, if its time has passed.
    By(Duration),
    /// So long from now on.
    For(Duration),
    /// Until this time.
    Until(Timestamp),
    /// For ever.
    Forever,
}

/// What extending an invitation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extended {
    /// It lives longer from now on.
    Now(Invitation),
    /// It lives that long already; nothing changed.
    Already(Invitation),
}

/// Why an invitation cannot be given another expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtendError {
    /// It was revoked, which is final.
    #[error("the invitation was revoked at {at}, which is final")]
    Revoked {
        /// When.
        at: Timestamp,
    },
    /// It was used up, which is final.
    #[error("the invitation is fulfilled, which is final")]
    Fulfilled,
    /// It would end earlier than it does now.
    #[error("would end the invitation earlier than it ends now; revoke it to end it early")]
    Shortens,
    /// It would live for less than [`MIN_LIFETIME`] from now on.
    #[error("must leave it at least {} seconds from now on", MIN_LIFETIME.as_secs())]
    TooShort,
    /// It would live longer, from now on, than the workspace allows.
    #[error("the time that is left {0}")]
    TooLong(#[from] LifetimeAboveCeiling),
    /// It would end after the year 9999.
    #[error("ends after the year 9999")]
    BeyondTime,
}

impl Invitation {
    /// The invitation with a later expiry; the one way back from expired to active.
    ///
    /// A link that is extended never ends earlier for it: who has been promised a week keeps it, whatever a slip of the
    /// hand asks for. The workspace's ceiling counts from now on, as it does for a new one.
    ///
    /// # Errors
    /// [`ExtendError`] when it is revoked or used up, or the new expiry is none that it may have.
    pub fn extend(
        self,
        now: Timestamp,
        extension: Extension,
        policy: &ExpiryPolicy,
    ) -> Result<Extended, ExtendError> {
        let active = match self.usable(now) {
            Err(NotUsable::Revoked { at }) => return Err(ExtendError::Revoked { at }),
            Err(NotUsable::Fulfilled) => return Err(ExtendError::Fulfilled),
            Err(NotUsable::Expired { .. }) => false,
            Ok(()) => true,
        };
        let expires_at = extension.end(now, if active { self.expires_at } else { Some(now) })?;
        if active && expires_at == self.expires_at {
            return Ok(Extended::Already(self));
        }
        let shortens = match (self.expires_at, expires_at) {
            (None, Some(_)) => true,
            (Some(until), Some(end)) => end < until,
            (_, None) => false,
        };
        if active && shortens {
            return Err(ExtendError::Shortens);
        }
        let left = expires_at.map_or(Duration::MAX, |end| end.since(now));
        if left < MIN_LIFETIME {
            return Err(ExtendError::TooShort);
        }
        policy.lifetime(Some(left))?;
        Ok(Extended::Now(Self { expires_at, updated_at: now, version: self.version.next(), ..self }))
    }
}

impl Extension {
    /// When something ends that lives until `lives_until`, `now` if it has ended; `None`: never.
    fn end(self, now: Timestamp, lives_until: Option<Timestamp>) -> Result<Option<Timestamp>, ExtendError> {
        let after = |from: Timestamp, span| from.checked_add(span).ok_or(ExtendError::BeyondTime).map(Some);
        match (self, lives_until) {
            (Self::Forever, _) | (Self::By(_), None) => Ok(None),
            (Self::By(span), Some(until)) => after(until, span),
            (Self::For(span), _) => after(now, span),
            (Self::Until(end), _) => Ok(Some(end)),
        }
    }
}
