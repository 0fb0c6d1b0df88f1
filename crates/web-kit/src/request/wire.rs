//! Requests that no route should ever see.

use axum::extract::Request;
use http::{Method, StatusCode, Version, header};

use crate::client_ip::PeerAddr;
use crate::problem::Problem;

/// Put into a request's extensions by the listener: its head had both `Content-Length` and `Transfer-Encoding`.
///
/// hyper reads such a request by its transfer encoding, hides the length and closes the connection afterwards, which
/// RFC 9112 §6.1 permits. We refuse it instead: no honest client sends it, and a proxy before us may have read the
/// other header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConflictingFraming;

/// Why the request is refused whatever its path, if it is.
pub(super) fn fault(request: &Request) -> Option<Problem> {
    // TRACE echoes cookies back, CONNECT is for proxies. Neither has a place in any `any()` route of ours.
    if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
        return Some(Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "This method is not supported here.",
        ));
    }
    if request.extensions().get::<ConflictingFraming>().is_some() {
        return Some(Problem::bad_request(
            "conflicting-framing",
            "The request has both Content-Length and Transfer-Encoding.",
        ));
    }
    // RFC 9112 §3.2. A request made in process has no wire, and no peer.
    let on_wire = request.extensions().get::<PeerAddr>().is_some() && request.version() == Version::HTTP_11;
    if on_wire && request.headers().get_all(header::HOST).iter().count() != 1 {
        return Some(Problem::bad_request("bad-host", "The request must have exactly one Host header."));
    }
    None
}
