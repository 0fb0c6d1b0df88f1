use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::request::Parts;
use latchstring_service::flow_session::{self, OpenError, Opened, Presented};
use latchstring_web_kit::problem::Problem;

use super::body::same_origin;
use super::dead_end::{unknown_link, unusable};
use super::failure::{Answer, Stop, defect};
use super::visitor::Visitor;
use super::{PagesState, landing, walker};

/// Proof that a page of ours sent the form.
pub(super) struct SameOrigin;

impl FromRequestParts<PagesState> for SameOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &PagesState) -> Result<Self, Problem> {
        same_origin(parts, state).map(|()| Self)
    }
}

/// `POST /p/i/{token}`: "Get started". Opens a session and sends the browser to it, out of reach of whoever reads the
/// address bar or the history for the token. Spends nothing.
pub(super) async fn start(
    _: SameOrigin,
    visitor: Visitor,
    token: Result<Path<String>, PathRejection>,
) -> Answer {
    let token = token.map(|Path(token)| token).unwrap_or_default();
    open(visitor, Presented::Invitation(&token)).await
}

/// Opens the link that is presented and sends the browser to its session.
pub(super) async fn open(visitor: Visitor, presented: Presented<'_>) -> Answer {
    let latchstring = visitor.state.latchstring();
    match flow_session::open(latchstring, presented, &visitor.origin()).await {
        Ok(opened) => begin(visitor, &opened),
        Err(OpenError::Failed(failure)) => Err(failure.into()),
        Err(OpenError::NotUsable(why)) => {
            let found = landing::find(&visitor, presented).await?;
            let frame = visitor.frame(&found.link, &found.company, &found.workspace);
            Ok(unusable(&visitor, frame, &found.link, why, None))
        }
        Err(_) => Ok(unknown_link(&visitor)),
    }
}

/// Gives the browser the pass to a session just opened and sends it there.
pub(super) fn begin(visitor: Visitor, opened: &Opened) -> Result<Response, Stop> {
    let (now, placement) = (visitor.state.latchstring().now(), visitor.placement());
    let cookie = visitor.into_cookie().with(&opened.pass, &opened.session, now, placement);
    let cookie = cookie.map_err(|error| defect(&error))?;
    Ok((cookie, Redirect::to(&walker::path(opened.session.id))).into_response())
}
