use axum::response::Response;
use http::StatusCode;
use latchstring_service::flow_session::FlowView;

use crate::route::walker::Walker;
use crate::view::Gated;

/// The link is for certain addresses, and this server sends no mail that could prove one.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Response {
    let page =
        Gated { frame: walker.plain_frame(view), reference: Some(view.link.subject().uuid().to_string()) };
    walker.visitor.page(StatusCode::FORBIDDEN, &page)
}
