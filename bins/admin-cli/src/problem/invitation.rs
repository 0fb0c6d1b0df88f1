use latchstring_domain::invitation::ExtendError;
use latchstring_service::invitation::ExtendInvitationError;

use super::Problem;

/// Why an invitation was not extended; `option` is the one that asked for the expiry.
pub(crate) fn not_extended(error: ExtendInvitationError, option: &str) -> Problem {
    match error {
        ExtendInvitationError::Refused(error) => refused(error, option),
        ExtendInvitationError::Failed(failure) => failure.into(),
        other => Problem::refused(other),
    }
}

fn refused(error: ExtendError, option: &str) -> Problem {
    match error {
        ExtendError::TooShort | ExtendError::BeyondTime => Problem::usage(format!("{option}: {error}")),
        ExtendError::Shortens | ExtendError::TooLong(_) => Problem::refused(format!("{option}: {error}")),
        other => Problem::refused(other),
    }
}
