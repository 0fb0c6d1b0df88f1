use crate::id::SiteId;
use crate::utility::UtilityTypes;

/// The sites and utility types a recipient chose to connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteChoice {
    sites: Vec<SiteId>,
    utility_types: UtilityTypes,
}

/// Why a choice of sites was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SiteChoiceError {
    /// No site, although there are some.
    #[error("choose at least one site")]
    NoSite,
    /// No utility type.
    #[error("choose at least one utility type")]
    NoUtilityType,
    /// A site that was not offered.
    #[error("site {0} is not one of those offered")]
    UnknownSite(SiteId),
}

impl SiteChoice {
    /// A choice among the sites `offered`; repeats are dropped.
    ///
    /// A company without any site offers none, and then none need be chosen.
    ///
    /// # Errors
    /// [`SiteChoiceError`] saying what is missing or was not offered.
    pub fn new(
        chosen: &[SiteId],
        offered: &[SiteId],
        utility_types: UtilityTypes,
    ) -> Result<Self, SiteChoiceError> {
        let choice = Self::without_types(chosen, offered)?;
        if utility_types.is_empty() {
            return Err(SiteChoiceError::NoUtilityType);
        }
        Ok(Self { utility_types, ..choice })
    }

    /// A choice where utility types are not asked for, because the provider is none of utilities.
    ///
    /// # Errors
    /// [`SiteChoiceError`] saying what is missing or was not offered.
    pub fn without_types(chosen: &[SiteId], offered: &[SiteId]) -> Result<Self, SiteChoiceError> {
        if let Some(unknown) = chosen.iter().find(|site| !offered.contains(site)) {
            return Err(SiteChoiceError::UnknownSite(*unknown));
        }
        if chosen.is_empty() && !offered.is_empty() {
            return Err(SiteChoiceError::NoSite);
        }
        let mut sites = Vec::with_capacity(chosen.len());
        for site in chosen {
            if !sites.contains(site) {
                sites.push(*site);
            }
        }
        Ok(Self { sites, utility_types: UtilityTypes::new() })
    }

    /// The choice of a walk that does not ask for sites: none of them, and what the provider delivers.
    #[must_use]
    pub const fn not_asked(utility_types: UtilityTypes) -> Self {
        Self { sites: Vec::new(), utility_types }
    }

    /// A choice read back from storage, which was checked when it was made.
    #[must_use]
    pub const fn from_stored(sites: Vec<SiteId>, utility_types: UtilityTypes) -> Self {
        Self { sites, utility_types }
    }

    /// The sites, in the order chosen.
    #[must_use]
    pub fn sites(&self) -> &[SiteId] {
        &self.sites
    }

    /// The utility types.
    #[must_use]
    pub const fn utility_types(&self) -> &UtilityTypes {
        &self.utility_types
    }
}
