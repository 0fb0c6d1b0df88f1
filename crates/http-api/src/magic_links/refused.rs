use latchstring_domain::id::SiteId;
use latchstring_service::magic_link::MintError;
use latchstring_web_kit::problem::Problem;

use crate::invitations::{does_not_fit, unknown_sites};
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Refused, invalid};

/// Where a call has what its link is made of.
pub(super) struct Places {
    /// What every pointer begins with.
    at: &'static str,
    /// What the list of sites is called.
    sites: &'static str,
}

impl Places {
    /// In the body, as it is documented.
    pub(super) const BODY: Self = Self { at: "", sites: "initialSites" };
    /// In the body of the call that has nothing but sites.
    pub(super) const SITES: Self = Self { at: "", sites: "sites" };
    /// In the query.
    pub(super) const QUERY: Self = Self { at: "/query", sites: "initialSites" };

    fn of(&self, field: &str) -> String {
        let name = if field == Self::BODY.sites { self.sites } else { field };
        format!("{}/{name}", self.at)
    }
}

/// The problem that a failed minting is; `asked` are the sites in the order of the request.
pub(super) fn refused(error: MintError, places: &Places, asked: &[SiteId]) -> Problem {
    match error {
        MintError::UnknownSites(unknown) => unknown_sites(&places.of(Places::BODY.sites), asked, &unknown),
        MintError::UnknownProvider(_) => {
            let detail = "is not in the catalog of the workspace";
            invalid([Refused::new(FieldCode::UnknownProvider, detail).at(places.of("datasourceId"))])
        }
        MintError::TooLong { field } => {
            invalid([Refused::saying(FieldCode::LinkTooLong, &error).at(places.of(field))])
        }
        MintError::Draft(error) => does_not_fit(error, places.at),
        MintError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// The same for a link that repairs a connection: nothing in the request says what it is made of, so whatever does not
/// fit lies with the configuration.
pub(super) fn refused_repair(error: MintError) -> Problem {
    match error {
        MintError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}
