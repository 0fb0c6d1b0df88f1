use latchstring_service::provider::ImportProvidersError;

use super::Problem;

impl From<ImportProvidersError> for Problem {
    fn from(error: ImportProvidersError) -> Self {
        match error {
            ImportProvidersError::Failed(failure) => failure.into(),
            // Reading the catalog finds these first, with their places.
            other => Self::usage(other),
        }
    }
}
