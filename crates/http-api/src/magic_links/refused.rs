use std::time::Duration;

use latchstring_domain::id::SiteId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::magic_link::MintError;
use latchstring_web_kit::problem::Problem;

use crate::invitations::{does_not_fit, unknown_sites};
use crate::problem::{defect, failed, problem};
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
        MintError::KeyUsedUp => key_used_up(),
        MintError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// The same for a link that repairs a connection: nothing in the request says what it is made of, so whatever does not
/// fit lies with the configuration.
pub(super) fn refused_repair(error: MintError) -> Problem {
    match error {
        MintError::KeyUsedUp => key_used_up(),
        MintError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Only an operator can help, who has to be told first.
const A_ROTATION: Duration = Duration::from_secs(60 * 60);

fn key_used_up() -> Problem {
    tracing::error!(
        "the primary key has sealed as many links as one key may: add another to the keyring and promote it"
    );
    let detail = "The key that seals magic links has sealed as many as it may. An operator of this server has to promote \
                  another key; until then, make an invitation instead.";
    problem(ProblemCode::KeyUsedUp, detail).retry_after(A_ROTATION)
}

#[cfg(test)]
mod tests {
    use http::{StatusCode, header};

    use super::*;

    #[test]
    fn t028_a_key_that_is_used_up_is_not_the_callers_fault_and_says_what_to_do() {
        for problem in
            [refused(MintError::KeyUsedUp, &Places::BODY, &[]), refused_repair(MintError::KeyUsedUp)]
        {
            let (status, code) = (problem.status(), problem.code());
            assert_eq!((status, code), (StatusCode::SERVICE_UNAVAILABLE, "key-used-up"));
            assert_eq!(problem.headers()[header::RETRY_AFTER], "3600");
        }
    }
}
