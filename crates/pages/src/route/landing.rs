use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use latchstring_domain::invitation::Purpose as For;
use latchstring_service::flow_session::{self, Landing as Found, LandingError, Presented};
use latchstring_service::invitation::Visit;

use super::cookie;
use super::dead_end::{unknown_link, unusable_at};
use super::failure::{Answer, Stop, defect};
use super::visitor::{Visitor, Whose, day, last_day};
use crate::view::{AddressField, Entry, Frame, Landing, Purpose};

/// `GET` and `HEAD /p/i/{token}`: the first page of an invitation.
pub(super) async fn show(
    visitor: Visitor,
    method: Method,
    token: Result<Path<String>, PathRejection>,
) -> Answer {
    // A path that is not even text is one more thing that is not a link.
    let token = token.map(|Path(token)| token).unwrap_or_default();
    page(&visitor, &method, Presented::Invitation(&token), path(&token)).await
}

/// `GET` and `HEAD /p/i/{token}/{proof}`: the first page of an invitation that came by mail.
pub(super) async fn show_mailed(
    visitor: Visitor,
    method: Method,
    parts: Result<Path<(String, String)>, PathRejection>,
) -> Answer {
    let (token, proof) = parts.map(|Path(parts)| parts).unwrap_or_default();
    let presented = Presented::Mailed { token: &token, proof: &proof };
    page(&visitor, &method, presented, mailed_path(&token, &proof)).await
}

/// The path of an invitation.
pub(super) fn path(token: &str) -> String {
    format!("/p/i/{token}")
}

/// The path of one that came by mail.
pub(super) fn mailed_path(token: &str, proof: &str) -> String {
    format!("/p/i/{token}/{proof}")
}

/// The first page of a link.
///
/// It reads, and leaves word of the visit. Whoever opens it, and however often, nothing else happens.
pub(super) async fn page(
    visitor: &Visitor,
    method: &Method,
    presented: Presented<'_>,
    start_path: String,
) -> Answer {
    let found = find(visitor, presented).await?;
    if let Some(ended) = ended(visitor, &found, &start_path) {
        return Ok(ended);
    }
    if *method == Method::GET && !visitor.context.is_prefetch {
        visitor.state.visits().note(Visit {
            link: found.link.flow_link(),
            origin: visitor.origin(),
            agent: visitor.agent(),
        });
    }
    let asks = found.link.is_gated() && visitor.state.latchstring().sends_mail();
    let gate = match (&found.proved, presented) {
        (Some(address), Presented::Mailed { token, .. }) => {
            let has_colleagues = found.link.allowed().is_some_and(|list| !list.admits_only(address));
            Entry::Proved { address: address.masked(), other_path: path(token), has_colleagues }
        }
        _ if asks => Entry::Address(AddressField::default()),
        _ => Entry::Open,
    };
    let page = show_open(visitor, &found, gate, start_path);
    if !visitor.is_framed_without_cookies() {
        return Ok(page);
    }
    let probe = cookie::probe(visitor.placement()).map_err(|error| defect(&error))?;
    Ok((probe, page).into_response())
}

/// The same page after an address was typed that is none.
pub(super) async fn again(
    visitor: &Visitor,
    presented: Presented<'_>,
    field: AddressField,
    start_path: String,
) -> Answer {
    let found = find(visitor, presented).await?;
    let ended = ended(visitor, &found, &start_path);
    Ok(ended.unwrap_or_else(|| show_open(visitor, &found, Entry::Address(field), start_path)))
}

/// The page for a link that nobody can use any more.
pub(super) fn ended(visitor: &Visitor, found: &Found, path: &str) -> Option<Response> {
    let why = found.usable(visitor.state.latchstring().now()).err()?;
    Some(unusable_at(visitor, frame(visitor, found), (&found.link, &found.workspace), why, path))
}

/// The frame of a link's pages.
pub(super) fn frame(visitor: &Visitor, found: &Found) -> Frame {
    visitor.frame(Whose {
        link: &found.link,
        company: &found.company,
        workspace: &found.workspace,
        branding: &found.branding,
    })
}

fn show_open(visitor: &Visitor, found: &Found, entry: Entry, start_path: String) -> Response {
    let wrong = matches!(&entry, Entry::Address(field) if field.problem.is_some());
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let link = &found.link;
    let purpose = match link.purpose() {
        For::CreateConnection { .. } => Purpose::Connect,
        For::EditConnection { .. } => Purpose::Reconnect,
    };
    // The message was written for those on the list, and may say anything.
    let is_known = !link.is_gated() || matches!(entry, Entry::Proved { .. });
    let message = link.presentation().filter(|_| is_known).and_then(|shown| shown.message.as_ref());
    let page = Landing {
        frame: frame(visitor, found),
        purpose,
        // The provider may be what the inviter knows of the recipient. Link previews would show it to a whole chat.
        utility: None,
        message: message.map(|message| message.as_str().to_owned()),
        sent: day(link.made_at()),
        expires: link.expires_at().map(last_day),
        entry,
        start_path,
    };
    visitor.page(status, &page)
}

/// What stands behind the link, or the page for none.
pub(super) async fn find(visitor: &Visitor, presented: Presented<'_>) -> Result<Found, Stop> {
    match flow_session::landing(visitor.state.latchstring(), presented).await {
        Ok(found) => Ok(found),
        Err(LandingError::Failed(failure)) => Err(failure.into()),
        Err(_) => Err(unknown_link(visitor).into()),
    }
}
