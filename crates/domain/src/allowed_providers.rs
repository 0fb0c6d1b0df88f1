//! The providers that a link narrows its recipient's choice to.

use std::collections::BTreeSet;

use crate::id::ProviderId;

/// The providers that a recipient may choose from; none: any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllowedProviders(BTreeSet<ProviderId>);

/// There are more than [`AllowedProviders::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have at most {} providers", AllowedProviders::MAX)]
pub struct TooManyProviders;

impl AllowedProviders {
    /// The most providers. Whoever wants more wants a catalog.
    pub const MAX: usize = 100;

    /// These providers; one that is there twice counts once.
    ///
    /// # Errors
    /// [`TooManyProviders`].
    pub fn new(ids: impl IntoIterator<Item = ProviderId>) -> Result<Self, TooManyProviders> {
        let ids: BTreeSet<_> = ids.into_iter().collect();
        if ids.len() > Self::MAX { Err(TooManyProviders) } else { Ok(Self(ids)) }
    }

    /// Whether this provider may be chosen.
    #[must_use]
    pub fn admits(&self, id: ProviderId) -> bool {
        self.0.is_empty() || self.0.contains(&id)
    }

    /// Whether there are providers that may not be chosen.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.0.is_empty()
    }

    /// The providers, by id.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = ProviderId> + '_ {
        self.0.iter().copied()
    }
}
