use latchstring_domain::invitation::ExtendError;
use latchstring_service::invitation::{CannotMail, ExtendInvitationError, ResendError};

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

/// Why an invitation was not mailed again; `option` is the one that says to whom.
pub(crate) fn not_resent(error: ResendError, option: &str) -> Problem {
    match error {
        ResendError::Extend(error) => refused(error, "--extend"),
        ResendError::NotAllowed(strangers) => {
            let strangers: Vec<String> = strangers.iter().map(ToString::to_string).collect();
            let strangers = strangers.join(", ");
            Problem::refused(format!("{option}: not within the list of the invitation: {strangers}"))
        }
        ResendError::Mail(CannotMail::NoAddress) => Problem::refused(format!(
            "{option}: the invitation was made for no address, and a domain is none"
        )),
        ResendError::Mail(CannotMail::NoMail) => {
            Problem::refused(format!("{option}: no mail is sent here; see [mail] in the configuration"))
        }
        ResendError::Failed(failure) => failure.into(),
        other => Problem::refused(other),
    }
}
