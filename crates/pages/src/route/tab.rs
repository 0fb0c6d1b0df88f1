use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use latchstring_service::flow_session::{self, FlowError};

use super::dead_end;
use super::failure::Answer;
use super::start::{Fields, SameOrigin, hand_over};
use super::visitor::{Visitor, value};
use super::walker;

/// The field that carries the pass.
pub(super) const PASS: &str = "pass";

/// `POST /p/s/{id}/tab`: goes on in a tab of its own with the session of a frame, which carries its pass in the form: the cookies of a
/// frame are not those of a tab.
pub(super) async fn open(
    _: SameOrigin,
    visitor: Visitor,
    id: Result<Path<String>, PathRejection>,
    fields: Fields,
) -> Answer {
    let fields = fields.map(|form| form.0).unwrap_or_default();
    let id = id.ok().and_then(|Path(id)| id.parse().ok());
    let ls = visitor.state.latchstring();
    let carried = |id| flow_session::carried(ls, id, value(&fields, PASS).unwrap_or_default());
    let Some(pass) = id.and_then(carried) else { return Ok(dead_end::no_session(&visitor)) };
    match flow_session::inviter(ls, &pass).await {
        Ok(inviter) => {
            let path = walker::path(inviter.session.id);
            hand_over(visitor, &pass, &inviter.session, &path)
        }
        Err(FlowError::Failed(failure)) => Err(failure.into()),
        Err(_) => Ok(dead_end::no_session(&visitor)),
    }
}
