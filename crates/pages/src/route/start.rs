use axum::Form;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use http::request::Parts;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::FlowSession;
use latchstring_service::flow_session::{
    self, AskCodeError, FlowError, FlowPass, OpenError, Opened, Presented, RequestLinkError,
};
use latchstring_web_kit::problem::Problem;

use super::body::same_origin;
use super::dead_end::{ASK, cookies_missing, too_many_codes, unknown_link, unusable_at};
use super::failure::{Answer, Stop, defect};
use super::step::{address, hand_off};
use super::visitor::{Visitor, value};
use super::{PagesState, landing, walker};
use crate::view::{DeadEndKind, Landing};

/// Proof that a page of ours sent the form.
pub(super) struct SameOrigin;

impl FromRequestParts<PagesState> for SameOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &PagesState) -> Result<Self, Problem> {
        same_origin(parts, state).map(|()| Self)
    }
}

/// The fields of a landing page's form. One that is no form has none: the button alone says what is wanted.
pub(super) type Fields = Result<Form<Vec<(String, String)>>, FormRejection>;

/// `POST /p/i/{token}`: "Get started", or "Send me a code" with the `email` it goes to. Opens a session and sends the browser
/// to it, out of reach of whoever reads the address bar or the history for the token. Spends nothing.
pub(super) async fn start(
    _: SameOrigin,
    visitor: Visitor,
    token: Result<Path<String>, PathRejection>,
    fields: Fields,
) -> Answer {
    let token = token.map(|Path(token)| token).unwrap_or_default();
    started(visitor, Presented::Invitation(&token), landing::path(&token), fields).await
}

/// `POST /p/i/{token}/{proof}`: the same for an invitation that came by mail, whose button says "Continue as …". With `then`
/// it opens the session to pass the link on.
pub(super) async fn start_mailed(
    _: SameOrigin,
    visitor: Visitor,
    parts: Result<Path<(String, String)>, PathRejection>,
    fields: Fields,
) -> Answer {
    let (token, proof) = parts.map(|Path(parts)| parts).unwrap_or_default();
    let presented = Presented::Mailed { token: &token, proof: &proof };
    started(visitor, presented, landing::mailed_path(&token, &proof), fields).await
}

async fn started(visitor: Visitor, presented: Presented<'_>, path: String, fields: Fields) -> Answer {
    let fields = fields.map(|Form(fields)| fields).unwrap_or_default();
    match value(&fields, "email").filter(|_| visitor.query(ASK).is_none()).map(address::read) {
        None if value(&fields, Landing::THEN).is_some() => {
            open(visitor, presented, &path, Then::HandOff).await
        }
        None => open(visitor, presented, &path, Then::Walk).await,
        Some(Ok(claimed)) => open(visitor, presented, &path, Then::SendCode(&claimed)).await,
        Some(Err(field)) => landing::again(&visitor, presented, field, path).await,
    }
}

/// What a recipient opens a link for.
pub(super) enum Then<'a> {
    /// To walk through it.
    Walk,
    /// To prove this address first.
    SendCode(&'a EmailAddress),
    /// To pass it on to somebody else.
    HandOff,
}

/// Opens the link that is presented and sends the browser to its session. With `?ask=` it tells the inviter that a new link is wanted.
pub(super) async fn open(visitor: Visitor, presented: Presented<'_>, path: &str, then: Then<'_>) -> Answer {
    if visitor.query(ASK).is_some() {
        return ask_for_link(&visitor, presented, path).await;
    }
    if visitor.is_framed_without_cookies() {
        let found = landing::find(&visitor, presented).await?;
        return Ok(cookies_missing(&visitor, landing::frame(&visitor, &found), path));
    }
    let (ls, origin) = (visitor.state.latchstring(), visitor.origin());
    match flow_session::open(ls, presented, &origin).await {
        Ok(opened) => match then {
            Then::SendCode(claimed) => send_code(visitor, presented, &opened, claimed).await,
            Then::Walk => begin(visitor, &opened),
            Then::HandOff => begin_at(visitor, &opened, hand_off::PATH),
        },
        Err(OpenError::Failed(failure)) => Err(failure.into()),
        Err(OpenError::NotUsable(why)) => {
            let found = landing::find(&visitor, presented).await?;
            Ok(unusable_at(
                &visitor,
                landing::frame(&visitor, &found),
                (&found.link, &found.workspace),
                why,
                path,
            ))
        }
        Err(_) => Ok(unknown_link(&visitor)),
    }
}

/// Begins a session with a code. Where none can be sent it begins without one: its page says what is next.
async fn send_code(
    visitor: Visitor,
    presented: Presented<'_>,
    opened: &Opened,
    claimed: &EmailAddress,
) -> Answer {
    let found = landing::find(&visitor, presented).await?;
    let (ls, language) = (visitor.state.latchstring(), visitor.language(found.link.locale()).tag());
    match flow_session::ask_code(ls, &opened.pass, claimed, language, &visitor.origin()).await {
        Err(AskCodeError::TooMany) => Ok(too_many_codes(&visitor, landing::frame(&visitor, &found))),
        Err(AskCodeError::Flow(FlowError::Failed(failure))) => Err(failure.into()),
        Ok(()) | Err(_) => begin(visitor, opened),
    }
}

async fn ask_for_link(visitor: &Visitor, presented: Presented<'_>, path: &str) -> Answer {
    let found = landing::find(visitor, presented).await?;
    match flow_session::request_link(visitor.state.latchstring(), presented, &visitor.origin()).await {
        // Whoever asks again is told the same: it is known.
        Ok(()) | Err(RequestLinkError::AskedBefore) => {
            let frame = landing::frame(visitor, &found);
            Ok(visitor.dead_end(StatusCode::OK, frame, DeadEndKind::LinkRequested, None, None))
        }
        // Extended meanwhile, say.
        Err(RequestLinkError::StillUsable) => Ok(Redirect::to(path).into_response()),
        Err(RequestLinkError::Failed(failure)) => Err(failure.into()),
        Err(_) => Ok(unknown_link(visitor)),
    }
}

/// Gives the browser the pass to a session just opened and sends it there.
pub(super) fn begin(visitor: Visitor, opened: &Opened) -> Result<Response, Stop> {
    begin_at(visitor, opened, "")
}

fn begin_at(visitor: Visitor, opened: &Opened, page: &str) -> Result<Response, Stop> {
    let path = format!("{}{page}", walker::path(opened.session.id));
    hand_over(visitor, &opened.pass, &opened.session, &path)
}

/// Gives the browser the pass to a session and sends it to a page of it.
pub(super) fn hand_over(
    visitor: Visitor,
    pass: &FlowPass,
    session: &FlowSession,
    path: &str,
) -> Result<Response, Stop> {
    let (now, placement) = (visitor.state.latchstring().now(), visitor.placement());
    let cookie = visitor.into_cookie().with(pass, session, now, placement).map_err(|error| defect(&error))?;
    Ok((cookie, Redirect::to(path)).into_response())
}
