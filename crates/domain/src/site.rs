//! Sites: the places of a company.

use crate::id::{CompanyId, SiteId, WorkspaceId};
use crate::text::{ExternalId, SiteAddress, SiteName, SitePathStep};
use crate::{Timestamp, Version};

/// A place of a company, such as a building, that utilities are delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The company it belongs to.
    pub company_id: CompanyId,
    /// Its name, shown to recipients.
    pub name: SiteName,
    /// The customer's own id for it; unique within the company.
    pub external_id: Option<ExternalId>,
    /// Its postal address.
    pub address: Option<SiteAddress>,
    /// The groups above it, outermost first.
    pub path: SitePath,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// The groups above a site, outermost first: at most ten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SitePath(Vec<SitePathStep>);

/// The path has more than [`SitePath::MAX`] steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have at most {} steps", SitePath::MAX)]
pub struct SitePathTooLong;

impl SitePath {
    /// The most steps a path may have.
    pub const MAX: usize = 10;

    /// A path of these steps.
    ///
    /// # Errors
    /// [`SitePathTooLong`] above [`SitePath::MAX`] steps.
    pub fn new(steps: Vec<SitePathStep>) -> Result<Self, SitePathTooLong> {
        if steps.len() > Self::MAX { Err(SitePathTooLong) } else { Ok(Self(steps)) }
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[SitePathStep] {
        &self.0
    }
}
