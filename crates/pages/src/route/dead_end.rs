//! The ends that several routes can come to.

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::link::Link;
use latchstring_domain::workspace::Workspace;
use latchstring_service::flow_session::{self, way_back_from};

use super::visitor::{Visitor, day, last_day, leading};
use crate::view::{DeadEnd, DeadEndKind, Frame, Onward};

/// The query of a link's own address that makes a POST ask for a new link instead of opening this one.
pub(super) const ASK: &str = "ask";

/// No link of ours, or none any more: the same answer for everything that is not one, so that it tells nothing.
pub(super) fn unknown_link(visitor: &Visitor) -> Response {
    visitor.dead_end(StatusCode::NOT_FOUND, visitor.plain_frame(), DeadEndKind::Unknown, None, None)
}

/// A link that was one of ours. Who has it may know what became of it, and whom to ask. `onward` leads to what came of it
/// before.
pub(super) fn unusable(
    visitor: &Visitor,
    frame: Frame,
    (link, workspace): (&Link, &Workspace),
    why: NotUsable,
    onward: Option<Onward>,
) -> Response {
    let back = way_back_from(link, workspace, why).map(leading);
    let kind = match why {
        NotUsable::Revoked { .. } => DeadEndKind::Revoked,
        NotUsable::Expired { at } => DeadEndKind::Expired { on: Some(last_day(at)) },
        // Nothing changes a link after its last use.
        NotUsable::Fulfilled => DeadEndKind::UsedUp { on: Some(day(link.updated_at())) },
    };
    let reference = Some(link.subject().uuid().to_string());
    visitor.page(StatusCode::GONE, &DeadEnd { frame, kind, onward, reference, back })
}

/// The same, at the link's own address: there the inviter can be told that a new one is wanted.
pub(super) fn unusable_at(
    visitor: &Visitor,
    frame: Frame,
    link: (&Link, &Workspace),
    why: NotUsable,
    path: &str,
) -> Response {
    let ask = Onward::AskForLink { action: format!("{path}?{ASK}=link") };
    unusable(visitor, frame, link, why, Some(ask))
}

/// Too many codes were asked for, or typed, for an address or through a link.
pub(super) fn too_many_codes(visitor: &Visitor, frame: Frame) -> Response {
    visitor.dead_end(StatusCode::TOO_MANY_REQUESTS, frame, DeadEndKind::TooManyCodes, None, None)
}

/// The browser holds no pass to this session: the hour is over, or the address was carried to another browser. In a frame the page
/// is shown all the same, and the site around it is told.
pub(super) async fn no_pass(visitor: &Visitor, id: FlowSessionId) -> Response {
    let mut frame = visitor.plain_frame();
    if visitor.context.is_embedded
        && let Ok(Some((link, sites))) = flow_session::embedding(visitor.state.latchstring(), id).await
    {
        frame = frame.embedded(visitor.shown_by(&link, &sites));
    }
    visitor.dead_end(StatusCode::GONE, frame, DeadEndKind::NoSession, None, None)
}

/// The browser withholds cookies in this frame, as it may do in any. In a tab the link works, at its own address: what a session has
/// done there is its own.
pub(super) fn cookies_missing(visitor: &Visitor, frame: Frame, path: &str) -> Response {
    let onward = Onward::NewTab { href: path.to_owned() };
    visitor.dead_end(StatusCode::FORBIDDEN, frame, DeadEndKind::CookiesMissing, Some(onward), None)
}

/// No session for this browser. Whether there is one for another is not told.
pub(super) fn no_session(visitor: &Visitor) -> Response {
    visitor.dead_end(StatusCode::GONE, visitor.plain_frame(), DeadEndKind::NoSession, None, None)
}

/// The provider has refused so often that asking it again might lock the account.
/// The pause is what is left of the session: then its link opens another one.
pub(super) fn too_many_tries(
    visitor: &Visitor,
    frame: Frame,
    session: &FlowSession,
    onward: Option<Onward>,
) -> Response {
    let left = session.expires_at.since(visitor.state.latchstring().now());
    let minutes = u32::try_from(left.as_secs().div_ceil(60)).ok();
    let kind = DeadEndKind::TooManyTries { minutes };
    visitor.dead_end(StatusCode::TOO_MANY_REQUESTS, frame, kind, onward, None)
}
