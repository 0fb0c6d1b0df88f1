//! Turning what axum and the layer refuse into problems.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::problem::Problem;

/// A problem on its way to being rendered.
pub(super) fn plain(problem: Problem) -> Response {
    problem.into_response()
}

/// A problem after which an HTTP/1 connection cannot be trusted to be at the start of a request.
pub(super) fn closing(problem: Problem) -> Response {
    problem.header(header::CONNECTION, HeaderValue::from_static("close")).into_response()
}

/// The problem that `response` is or stands for. None for successes, and for errors with a body of their own.
///
/// axum answers a missing route or method with an empty body and its extractors' rejections with plain text; both have
/// only a status worth keeping, since the text names types of ours.
pub(super) fn of(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    is_bare(response).then(|| for_status(response.status()))
}

/// Whether [`of`] would find one.
pub(super) fn stands_for_problem(response: &Response) -> bool {
    response.extensions().get::<Problem>().is_some() || is_bare(response)
}

/// Whether it is an error that nobody has written a body for.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let bare = content_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && bare
}

/// Keeps the headers that a handler or axum put beside an error (`Allow`, `Set-Cookie`, ...), not those of its body.
pub(super) fn carry_over(mut from: HeaderMap, problem: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        from.remove(name);
    }
    for name in problem.keys() {
        from.remove(name);
    }
    for name in from.keys() {
        to.remove(name);
    }
    for (name, value) in &from {
        to.append(name, value.clone());
    }
    for (name, value) in problem {
        to.insert(name.clone(), value.clone());
    }
}

fn for_status(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::BAD_REQUEST => ("bad-request", "The request cannot be understood."),
        StatusCode::UNAUTHORIZED => ("unauthorized", "Credentials are missing or not valid."),
        StatusCode::FORBIDDEN => ("forbidden", "This is not allowed."),
        StatusCode::NOT_FOUND => ("not-found", "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => {
            ("method-not-allowed", "This method is not supported here; see the Allow header.")
        }
        StatusCode::NOT_ACCEPTABLE => ("not-acceptable", "No representation fits the Accept header."),
        StatusCode::REQUEST_TIMEOUT => ("request-timeout", "The request took too long to arrive."),
        StatusCode::CONFLICT => ("conflict", "The current state does not permit this."),
        StatusCode::GONE => ("gone", "This is no longer here."),
        StatusCode::PAYLOAD_TOO_LARGE => ("body-too-large", "The request body is too large."),
        StatusCode::URI_TOO_LONG => ("uri-too-long", "The address is too long."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("unsupported-media-type", "The Content-Type of the request is not supported here.")
        }
        StatusCode::UNPROCESSABLE_ENTITY => {
            ("validation-failed", "The request body does not have the expected form.")
        }
        StatusCode::TOO_MANY_REQUESTS => ("rate-limited", "Too many requests. Try again later."),
        StatusCode::SERVICE_UNAVAILABLE => ("unavailable", ""),
        status if status.is_server_error() => ("internal", ""),
        _ => ("request-refused", "The request was refused."),
    };
    Problem::new(status, code, detail)
}
