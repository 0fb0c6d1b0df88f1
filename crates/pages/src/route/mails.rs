//! `/p/mails`: what a server that sends no mail has put into its folder. There only where somebody tries it out, and for
//! requests from that machine alone: the mails have links and codes in them.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::{Html, IntoResponse as _};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::problem::Problem;

use super::failure::{Answer, Stop, defect};
use super::visitor::Visitor;
use crate::mailbox::{Mailbox, OpenedMail};
use crate::view::{Mail, Mails};

type Name = Result<Path<String>, PathRejection>;

/// The mailbox, for who may look into it: a program on this machine that calls the server by its own name. Another name is
/// that of a site whose address was made to lead here, so that its scripts could read what this machine answers.
fn open<'a>(visitor: &'a Visitor, headers: &HeaderMap) -> Result<&'a dyn Mailbox, Stop> {
    let origin = visitor.state.base().origin().to_string();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_ours = origin.split_once("://").is_some_and(|(_, name)| name == host);
    let is_here = visitor.context.client_ip.is_some_and(|ip| ip.to_canonical().is_loopback());
    visitor.state.mailbox().filter(|_| is_ours && is_here).ok_or_else(nothing)
}

/// As anywhere where there is no page.
fn nothing() -> Stop {
    Problem::not_found("not-found", "There is nothing at this address.").into()
}

/// All of them.
pub(super) async fn list(visitor: Visitor, headers: HeaderMap) -> Answer {
    let mails = open(&visitor, &headers)?.mails().await.map_err(|error| defect(&error))?;
    Ok(visitor.page(StatusCode::OK, &Mails { frame: visitor.plain_frame(), mails }))
}

async fn find(visitor: &Visitor, headers: &HeaderMap, name: Name) -> Result<OpenedMail, Stop> {
    let mailbox = open(visitor, headers)?;
    let Ok(Path(name)) = name else { return Err(nothing()) };
    mailbox.mail(&name).await.map_err(|error| defect(&error))?.ok_or_else(nothing)
}

/// One of them.
pub(super) async fn show(visitor: Visitor, headers: HeaderMap, name: Name) -> Answer {
    let OpenedMail { mail, from, html, text, .. } = find(&visitor, &headers, name).await?;
    let page = Mail { frame: visitor.plain_frame(), mail, from, has_html: html.is_some(), text };
    let own = SecurityHeaders::framing_own(visitor.state.base());
    Ok((own, visitor.page(StatusCode::OK, &page)).into_response())
}

/// Its HTML part, as a document that runs nothing, loads nothing, and whose links open elsewhere without saying where from.
pub(super) async fn html(visitor: Visitor, headers: HeaderMap, name: Name) -> Answer {
    let html = find(&visitor, &headers, name).await?.html.ok_or_else(nothing)?;
    let html = html.replace("<a ", "<a target=\"_blank\" rel=\"noreferrer noopener\" ");
    Ok((SecurityHeaders::sandboxed(visitor.state.base()), Html(html)).into_response())
}

/// All of it, as a file.
pub(super) async fn raw(visitor: Visitor, headers: HeaderMap, name: Name) -> Answer {
    let raw = find(&visitor, &headers, name).await?.raw;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("message/rfc822"));
    let saved = (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(([kind, saved], raw).into_response())
}
