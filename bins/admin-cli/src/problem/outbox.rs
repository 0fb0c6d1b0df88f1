use latchstring_service::dead_letter::{DiscardError, ReplayError};

use super::Problem;

impl From<ReplayError> for Problem {
    fn from(error: ReplayError) -> Self {
        match error {
            ReplayError::Disabled => Self::refused(format!("{error}; `admin-cli webhook enable` enables it")),
            ReplayError::EmptyRange => Self::usage(format!("--from: {error}")),
            ReplayError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<DiscardError> for Problem {
    fn from(error: DiscardError) -> Self {
        match error {
            DiscardError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}
