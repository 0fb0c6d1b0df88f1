//! From what went wrong inside to the problem a client is told of.

use std::borrow::Cow;
use std::error::Error;
use std::time::Duration;

use http::{HeaderValue, StatusCode};
use latchstring_domain::problem::ProblemCode;
use latchstring_service::{Failure, StorageError, StorageErrorKind};
use latchstring_web_kit::problem::Problem;

/// When a client that met a busy or absent database may come again.
const RETRY_AFTER: Duration = Duration::from_secs(2);

const CHALLENGE: HeaderValue = HeaderValue::from_static("ApiKey realm=\"latchstring\"");

/// The problem with this code, and the status that goes with it.
pub(crate) fn problem(code: ProblemCode, detail: impl Into<Cow<'static, str>>) -> Problem {
    match status(code) {
        StatusCode::UNAUTHORIZED => Problem::unauthorized(code.as_str(), detail, CHALLENGE),
        status => Problem::new(status, code.as_str(), detail),
    }
}

const fn status(code: ProblemCode) -> StatusCode {
    match code {
        ProblemCode::BadRequest
        | ProblemCode::BadHost
        | ProblemCode::ConflictingFraming
        | ProblemCode::RequestRefused
        | ProblemCode::IdempotencyKeyInvalid
        | ProblemCode::MalformedBody => StatusCode::BAD_REQUEST,
        ProblemCode::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        ProblemCode::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
        ProblemCode::UriTooLong => StatusCode::URI_TOO_LONG,
        ProblemCode::ValidationFailed
        | ProblemCode::IdempotencyKeyReused
        | ProblemCode::MailNotConfigured => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemCode::ApiKeyMissing | ProblemCode::ApiKeyInvalid => StatusCode::UNAUTHORIZED,
        ProblemCode::ScopeMissing | ProblemCode::SignatureInvalid => StatusCode::FORBIDDEN,
        ProblemCode::NotFound => StatusCode::NOT_FOUND,
        ProblemCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ProblemCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemCode::InvitationRevoked
        | ProblemCode::InvitationFulfilled
        | ProblemCode::InvitationExpired
        | ProblemCode::MagicLinkFulfilled
        | ProblemCode::MagicLinkExpired
        | ProblemCode::AlreadyCutOff
        | ProblemCode::AlreadyExists
        | ProblemCode::StillInUse
        | ProblemCode::EventLogBroken
        | ProblemCode::WebhookDisabled
        | ProblemCode::DeliveryUnderWay
        | ProblemCode::TooManyWebhooks
        | ProblemCode::ApiKeyEnded
        | ProblemCode::StatusMoveNotAllowed => StatusCode::CONFLICT,
        ProblemCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::KeyUsedUp | ProblemCode::TooMuchContention | ProblemCode::Unavailable => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        ProblemCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The problem that a failure common to all use cases is. The one place where such a failure is logged.
pub(crate) fn failed(failure: Failure) -> Problem {
    match failure {
        Failure::ScopeMissing(scope) => {
            problem(ProblemCode::ScopeMissing, format!("This API key does not have the scope {scope}."))
        }
        Failure::NotFound(thing) => {
            problem(ProblemCode::NotFound, format!("There is no {thing} with this id."))
        }
        Failure::Contention => {
            tracing::warn!("gave up: too many others were changing the same thing");
            problem(ProblemCode::TooMuchContention, "").retry_after(RETRY_AFTER)
        }
        Failure::Storage(error) => storage_failed(&error),
        other => defect(&other),
    }
}

/// The problem that a failing storage is.
pub(crate) fn storage_failed(error: &StorageError) -> Problem {
    match error.kind {
        StorageErrorKind::Unavailable => {
            tracing::error!(error = error as &dyn Error, "the storage is unavailable");
            Problem::unavailable(RETRY_AFTER)
        }
        StorageErrorKind::Busy => {
            tracing::warn!("turned away: too much is waiting to be committed");
            Problem::unavailable(RETRY_AFTER)
        }
        _ => defect(error),
    }
}

/// Something that has no name on the wire: the cause goes to the log, the client learns that it was not their fault.
pub(crate) fn defect(error: &(dyn Error + 'static)) -> Problem {
    tracing::error!(error, "the request failed");
    Problem::internal()
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    #[test]
    fn t127_what_fails_inside_is_told_without_its_cause() {
        let cause = || std::io::Error::other("password=hunter2");
        let cases = [
            (Failure::Storage(StorageError::unavailable(cause())), 503, "unavailable"),
            (Failure::Contention, 503, "too-much-contention"),
            (Failure::Storage(StorageError::busy()), 503, "unavailable"),
            (Failure::Storage(StorageError::defect(cause())), 500, "internal"),
            (Failure::Storage(StorageError::inconsistent("hunter2", "hunter2", "hunter2")), 500, "internal"),
            (Failure::Defect("hunter2"), 500, "internal"),
        ];
        for (failure, status, code) in cases {
            let problem = failed(failure);
            assert_eq!((problem.status().as_u16(), problem.code()), (status, code));
            assert_eq!(problem.headers().contains_key(header::RETRY_AFTER), status == 503);
            assert!(!serde_json::to_string(&problem).unwrap().contains("hunter2"), "{problem:?}");
        }
    }

    #[test]
    fn every_code_has_a_status_that_fits_its_kind() {
        for code in ProblemCode::ALL {
            let status = status(*code);
            assert!(status.is_client_error() || status.is_server_error(), "{code}");
            assert_eq!(problem(*code, "x").code(), code.as_str());
        }
    }
}
