use latchstring_service::webhook::{
    CreateEndpointError, ReplayError, RotateSecretError, TestError, UpdateEndpointError,
};

use super::Problem;

const ENABLE: &str = "`admin-cli webhook enable` enables it";

impl From<CreateEndpointError> for Problem {
    fn from(error: CreateEndpointError) -> Self {
        match error {
            CreateEndpointError::NotHttps => Self::usage(format!("URL: {error}")),
            CreateEndpointError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<UpdateEndpointError> for Problem {
    fn from(error: UpdateEndpointError) -> Self {
        match error {
            UpdateEndpointError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<RotateSecretError> for Problem {
    fn from(error: RotateSecretError) -> Self {
        match error {
            RotateSecretError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<TestError> for Problem {
    fn from(error: TestError) -> Self {
        match error {
            TestError::Disabled => Self::refused(format!("{error}; {ENABLE}")),
            TestError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<ReplayError> for Problem {
    fn from(error: ReplayError) -> Self {
        match error {
            ReplayError::Disabled => Self::refused(format!("{error}; {ENABLE}")),
            ReplayError::EmptyRange => Self::usage(format!("--from: {error}")),
            ReplayError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}
