use latchstring_service::connector::ImportConnectorsError;

use super::Problem;

impl From<ImportConnectorsError> for Problem {
    fn from(error: ImportConnectorsError) -> Self {
        match error {
            ImportConnectorsError::UrlTaken(_) => Self::refused(format!(
                "{error}; `admin-cli provider list --search` shows it, nothing was changed"
            )),
            ImportConnectorsError::Failed(failure) => failure.into(),
            // Reading the catalog finds these first, with their places.
            other => Self::usage(other),
        }
    }
}
