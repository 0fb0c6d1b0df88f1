use std::error::Error;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use latchstring_service::{Failure, StorageErrorKind};
use latchstring_web_kit::problem::Problem;

/// When a browser that met a busy or absent database may come again.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// An answer that is not the one the handler was for: a dead end, a redirect to another step, a failure. It exists so that
/// handlers can use `?`.
pub(super) struct Stop(Box<Response>);

pub(super) type Answer = Result<Response, Stop>;

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<Problem> for Stop {
    /// The request layer has the problem's page made.
    fn from(problem: Problem) -> Self {
        problem.into_response().into()
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        failed(&failure).into()
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// What a failure common to all use cases is to a recipient: not their fault, and worth another try or not. The one place
/// where it is logged.
pub(super) fn failed(failure: &Failure) -> Problem {
    match failure {
        Failure::Contention => {
            tracing::warn!("gave up: too many others were changing the same thing");
            Problem::unavailable(RETRY_AFTER)
        }
        Failure::Storage(error) if error.kind == StorageErrorKind::Unavailable => {
            tracing::error!(error = error as &dyn Error, "the storage is unavailable");
            Problem::unavailable(RETRY_AFTER)
        }
        Failure::Storage(error) if error.kind == StorageErrorKind::Busy => {
            tracing::warn!("turned away: too much is waiting to be committed");
            Problem::unavailable(RETRY_AFTER)
        }
        other => defect(other),
    }
}

/// Something that should not happen.
pub(super) fn defect(error: &(dyn Error + 'static)) -> Problem {
    tracing::error!(error, "the request failed");
    Problem::internal()
}
