use latchstring_service::flow::{CreateFlowError, UpdateFlowError};

use super::Problem;

impl From<CreateFlowError> for Problem {
    fn from(error: CreateFlowError) -> Self {
        match error {
            CreateFlowError::KeyTaken => {
                Self::refused(format!("--key: {error}; `admin-cli flow list` shows it"))
            }
            CreateFlowError::Connectors(error) => Self::usage(format!("--connector: {error}")),
            CreateFlowError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<UpdateFlowError> for Problem {
    fn from(error: UpdateFlowError) -> Self {
        match error {
            UpdateFlowError::Connectors(error) => Self::usage(format!("--connector: {error}")),
            UpdateFlowError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}
