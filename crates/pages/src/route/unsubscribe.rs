//! `/p/u/{text}`: behind the link at the foot of a mail.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;
use http::StatusCode;
use latchstring_service::suppression::{self, Unsubscribing};

use super::dead_end::unknown_link;
use super::failure::Answer;
use super::visitor::Visitor;
use crate::view::Unsubscribe;

type Text = Result<Path<String>, PathRejection>;

/// `GET` and `HEAD`: asks. A mail program or a scanner that follows every link changes nothing.
pub(super) async fn show(visitor: Visitor, text: Text) -> Answer {
    let text = text.map(|Path(text)| text).unwrap_or_default();
    let found = suppression::unsubscribing(visitor.state.latchstring(), &text).await?;
    Ok(page(&visitor, found, &text))
}

/// `POST`: does it. Not only our own page sends it: a mail program does, with one click of its reader and from wherever it
/// runs (RFC 8058), so neither an origin nor a proof is asked for. Whoever has the link has the mail.
pub(super) async fn stop(visitor: Visitor, text: Text) -> Answer {
    let text = text.map(|Path(text)| text).unwrap_or_default();
    let done = suppression::unsubscribe(visitor.state.latchstring(), &text, visitor.origin()).await?;
    Ok(page(&visitor, done, &text))
}

fn page(visitor: &Visitor, found: Option<Unsubscribing>, text: &str) -> Response {
    let Some(Unsubscribing { workspace, branding, address, is_done }) = found else {
        return unknown_link(visitor);
    };
    let page = Unsubscribe {
        frame: visitor.branded_frame(&branding, workspace.name.as_str()),
        address: address.masked(),
        action: (!is_done).then(|| format!("/p/u/{text}")),
    };
    visitor.page(StatusCode::OK, &page)
}
