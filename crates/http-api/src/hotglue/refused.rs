//! What the use cases refuse, in the words of this interface.

use latchstring_domain::invitation::DraftError;
use latchstring_service::linked_connector::ConfigRefused;
use latchstring_service::portal::CreatePortalLinkError;
use latchstring_web_kit::problem::Problem;

use crate::problem::{defect, failed};
use crate::read::{FieldCode, Refused, refused};

/// Why a portal link was not made.
pub(super) fn link(error: CreatePortalLinkError) -> Problem {
    match error {
        CreatePortalLinkError::UnknownFlow => {
            refused([Refused::new(FieldCode::UnknownFlow, "is not a flow of this environment").at("/flow")])
        }
        CreatePortalLinkError::UnknownConnector => {
            let detail = "is not a connector of this flow";
            refused([Refused::new(FieldCode::UnknownConnector, detail).at("/entityId")])
        }
        CreatePortalLinkError::Draft(error) => expiry(error),
        CreatePortalLinkError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// The only thing in the draft of such a link that can fail to fit is its end.
fn expiry(error: DraftError) -> Problem {
    let detail = match error {
        DraftError::LifetimeTooShort => "must lie at least a minute ahead".to_owned(),
        DraftError::LifetimeTooLong(why) => {
            format!("must lie at most {} seconds ahead in this environment", why.ceiling.as_secs())
        }
        other => return defect(&other),
    };
    refused([Refused::new(FieldCode::OutOfRange, detail).at("/expiresAt")])
}

/// Why the values of a connector do not do; they stand at `at`.
pub(super) fn config(error: ConfigRefused, at: &str) -> Problem {
    match error {
        ConfigRefused::Missing(keys) => {
            let missing = |key: String| {
                let key = key.replace('~', "~0").replace('/', "~1");
                Refused::new(FieldCode::Required, "is required").at(format!("{at}/{key}"))
            };
            refused(keys.into_iter().map(missing))
        }
        other => refused([Refused::saying(FieldCode::TooMany, other).at(at)]),
    }
}

/// The flow has no such connector; it was named at `at`.
pub(super) fn unknown_connector(at: &str) -> Problem {
    refused([Refused::new(FieldCode::UnknownConnector, "is not a connector of this flow").at(at)])
}
