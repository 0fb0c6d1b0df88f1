//! How a face says that something went wrong.

use axum::response::Response;

use super::{Problem, body};
use crate::request::{RequestContext, stands_for_problem};

/// Renders problems for one face: JSON for the API, a designed page for the recipient.
///
/// The request layer calls it for every [`Problem`] a handler returns and for the errors that nobody's handler saw:
/// a path without a route, a method without a handler, a body that is too large, a timeout, a panic. The layer then
/// sets the status, the problem's own headers, the security headers and the request id, so an implementation only
/// makes the body and its content type. Any `Fn(&Problem, &RequestContext) -> Response` will do.
pub trait ErrorFace: Send + Sync + 'static {
    /// The response that tells `problem` to the client of `context`.
    fn render(&self, problem: &Problem, context: &RequestContext) -> Response;
}

impl<F> ErrorFace for F
where
    F: Fn(&Problem, &RequestContext) -> Response + Send + Sync + 'static,
{
    fn render(&self, problem: &Problem, context: &RequestContext) -> Response {
        self(problem, context)
    }
}

/// Whether an answer on its way out is a problem that the request layer has yet to have rendered, for a middleware between the
/// two that knows something which the face should: see [`RequestContext::notes`].
#[must_use]
pub fn is_problem(response: &Response) -> bool {
    stands_for_problem(response)
}

/// The face of an API: `application/problem+json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonErrors;

impl ErrorFace for JsonErrors {
    fn render(&self, problem: &Problem, _context: &RequestContext) -> Response {
        body::json(problem)
    }
}
