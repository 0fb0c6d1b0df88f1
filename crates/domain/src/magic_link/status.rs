use super::model::MagicLink;
use crate::Timestamp;
use crate::company::Company;
use crate::invitation::{NotUsable, Purpose, RevokeError, Revoked};
use crate::names::named;

named! {
    /// Where a magic link stands, as the wire names it.
    MagicLinkStatus, ParseMagicLinkStatusError, "a magic-link status" {
        /// It can be used.
        Active = "ACTIVE",
        /// A connection was established through it; final.
        Fulfilled = "FULFILLED",
        /// Its time has passed; final, because its message cannot be changed.
        Expired = "EXPIRED",
        /// It was revoked, by itself or with all older links of its company; final.
        Revoked = "REVOKED",
    }
}

impl MagicLink {
    /// Whether it can be used at `now`.
    ///
    /// A link that makes a connection is used up by the first one; a link that repairs one may be used again and
    /// again. All links of a company that were minted before its `links_not_before` are dead.
    ///
    /// # Errors
    /// [`NotUsable`] with the first reason in the order revoked, used up, expired.
    pub fn usable(&self, company: &Company, now: Timestamp) -> Result<(), NotUsable> {
        let cut_off = company.links_not_before.filter(|cut| self.issued_at < *cut);
        if let Some(at) = self.revoked_at.or(cut_off) {
            return Err(NotUsable::Revoked { at });
        }
        if self.use_count > 0 && matches!(self.purpose, Purpose::CreateConnection { .. }) {
            return Err(NotUsable::Fulfilled);
        }
        match self.expires_at {
            Some(at) if now >= at => Err(NotUsable::Expired { at }),
            _ => Ok(()),
        }
    }

    /// Where it stands at `now`.
    #[must_use]
    pub fn status(&self, company: &Company, now: Timestamp) -> MagicLinkStatus {
        match self.usable(company, now) {
            Ok(()) => MagicLinkStatus::Active,
            Err(NotUsable::Revoked { .. }) => MagicLinkStatus::Revoked,
            Err(NotUsable::Fulfilled) => MagicLinkStatus::Fulfilled,
            Err(NotUsable::Expired { .. }) => MagicLinkStatus::Expired,
        }
    }

    /// The link after one more use. Storage states the same conditions again when it commits the use.
    ///
    /// # Errors
    /// [`NotUsable`] when it cannot be used at `now`.
    pub fn spend(self, company: &Company, now: Timestamp) -> Result<Self, NotUsable> {
        self.usable(company, now)?;
        Ok(Self {
            use_count: self.use_count.saturating_add(1),
            updated_at: now,
            version: self.version.next(),
            ..self
        })
    }

    /// The link, revoked. One that was killed with all older links of its company counts as revoked before.
    ///
    /// # Errors
    /// [`RevokeError`] when it is used up or expired.
    pub fn revoke(self, company: &Company, now: Timestamp) -> Result<Revoked<Self>, RevokeError> {
        match self.usable(company, now) {
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
