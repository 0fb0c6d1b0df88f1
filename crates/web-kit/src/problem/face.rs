//! How a face says that something went wrong.

use std::future::ready;
use std::pin::Pin;

use axum::response::Response;
use http::Uri;

use super::{Problem, body};
use crate::request::RequestContext;

/// Renders problems for one face: JSON for the API, a designed page for the recipient.
///
/// The request layer calls it for every [`Problem`] a handler returns and for the errors that nobody's handler saw:
/// a path without a route, a method without a handler, a body that is too large, a timeout, a panic. The layer then
/// sets the status, the problem's own headers, the security headers and the request id, so an implementation only
/// makes the body and its content type. Any `Fn(&Problem, &RequestContext) -> Response` will do.
pub trait ErrorFace: Send + Sync + 'static {
    /// Finds out what [`ErrorFace::render`] has use for and no handler has left in [`RequestContext::notes`]: a request may be refused
    /// before any of them sees it. The layer calls it for each problem, and goes on without it should it panic. By default it is
    /// nothing.
    fn prepare<'a>(
        &'a self,
        _uri: &'a Uri,
        _context: &'a RequestContext,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(ready(()))
    }

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

/// The face of an API: `application/problem+json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonErrors;

impl ErrorFace for JsonErrors {
    fn render(&self, problem: &Problem, _context: &RequestContext) -> Response {
        body::json(problem)
    }
}
