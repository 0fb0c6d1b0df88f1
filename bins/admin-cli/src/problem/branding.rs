use latchstring_service::branding::{ReplaceLookError, UploadError};

use super::Problem;

impl From<ReplaceLookError> for Problem {
    fn from(error: ReplaceLookError) -> Self {
        match error {
            ReplaceLookError::NoFont => {
                Self::refused(format!("--font own: {error}; `admin-cli workspace branding font` takes one"))
            }
            ReplaceLookError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Failed(failure) => failure.into(),
            refused => Self::usage(format!("{refused}; nothing was changed")),
        }
    }
}
