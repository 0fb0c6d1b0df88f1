//! One log line per request.

use axum::extract::MatchedPath;
use http::{Method, StatusCode};
use tokio::time::Instant;
use tracing::Span;
use uuid::Uuid;

/// nginx's number for a client that went away before the answer.
const CLIENT_CLOSED: u16 = 499;

/// A started request. Dropping it unanswered, as happens when the client goes away, writes the line as well.
pub(super) struct AccessLog {
    request_id: Uuid,
    method: &'static str,
    route: Option<MatchedPath>,
    started: Instant,
    status: u16,
}

impl AccessLog {
    pub(super) fn start(request_id: Uuid, method: &Method, route: Option<MatchedPath>) -> Self {
        Self { request_id, method: known(method), route, started: Instant::now(), status: CLIENT_CLOSED }
    }

    /// The span of the request; everything logged below it carries the request id.
    pub(super) fn span(&self) -> Span {
        tracing::info_span!(
            "request",
            request_id = %self.request_id,
            method = self.method,
            route = self.route(),
        )
    }

    pub(super) fn answered(mut self, status: StatusCode) {
        self.status = status.as_u16();
    }

    /// The matched route, or `-` for none. The path itself is never logged: it may hold a token, or be meant to.
    fn route(&self) -> &str {
        self.route.as_ref().map_or("-", MatchedPath::as_str)
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        tracing::info!(
            target: "latchstring::access",
            request_id = %self.request_id,
            method = self.method,
            route = self.route(),
            status = self.status,
            duration_us = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX),
            "request"
        );
    }
}

/// The method's name, or `OTHER`: a client may invent methods of any length.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}
