//! The older links: `/p/connect/…`, and the paths they had before.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::Method;
use latchstring_domain::company::PublicCompanyId;
use latchstring_service::flow_session::{MagicSecret, Presented};
use latchstring_service::magic_link::LinkKind;

use super::dead_end::unknown_link;
use super::failure::Answer;
use super::start::SameOrigin;
use super::visitor::Visitor;
use super::{landing, start};

type Parts = Result<Path<(String, String)>, PathRejection>;

/// `GET` and `HEAD /p/connect/{publicCompanyId}/{secret}`: the first page of a link that makes a connection.
pub(super) async fn show_company(visitor: Visitor, method: Method, parts: Parts) -> Answer {
    show(visitor, method, LinkKind::Company, parts).await
}

/// `GET` and `HEAD /p/connect/{publicCompanyId}/workflow/{secret}`: the first page of a link that repairs one.
pub(super) async fn show_connection(visitor: Visitor, method: Method, parts: Parts) -> Answer {
    show(visitor, method, LinkKind::Connection, parts).await
}

/// `POST` to the same: "Get started".
pub(super) async fn start_company(_: SameOrigin, visitor: Visitor, parts: Parts) -> Answer {
    begin(visitor, LinkKind::Company, parts).await
}

/// `POST` to the same: "Get started".
pub(super) async fn start_connection(_: SameOrigin, visitor: Visitor, parts: Parts) -> Answer {
    begin(visitor, LinkKind::Connection, parts).await
}

/// `GET /create-datasource/magic-link/{publicCompanyId}/{secret}`, with or without `/connect` behind it: for good at the
/// path that such links have now.
///
/// The new path is put together from parts that were checked to be an id and a secret, so it cannot lead to another host.
pub(super) async fn moved(visitor: Visitor, parts: Parts) -> Response {
    let parts = parts.map(|Path(parts)| parts).ok();
    let target = parts.filter(|(_, secret)| is_secret(secret)).and_then(|(company, secret)| {
        let company: PublicCompanyId = company.parse().ok()?;
        Some(path(LinkKind::Company, company.as_str(), &secret))
    });
    match target {
        Some(target) => Redirect::permanent(&target).into_response(),
        None => unknown_link(&visitor),
    }
}

async fn show(visitor: Visitor, method: Method, kind: LinkKind, parts: Parts) -> Answer {
    let (company, secret) = parts.map(|Path(parts)| parts).unwrap_or_default();
    let presented = Presented::MagicLink(MagicSecret { kind, public_company_id: &company, secret: &secret });
    landing::page(&visitor, &method, presented, path(kind, &company, &secret)).await
}

async fn begin(visitor: Visitor, kind: LinkKind, parts: Parts) -> Answer {
    let (company, secret) = parts.map(|Path(parts)| parts).unwrap_or_default();
    let magic = MagicSecret { kind, public_company_id: &company, secret: &secret };
    start::open(visitor, Presented::MagicLink(magic), &path(kind, &company, &secret), start::Then::Walk).await
}

fn path(kind: LinkKind, company: &str, secret: &str) -> String {
    match kind {
        LinkKind::Company => format!("/p/connect/{company}/{secret}"),
        LinkKind::Connection => format!("/p/connect/{company}/workflow/{secret}"),
    }
}

/// Whether a text can be a secret: base64url, as every format has it that such links were ever minted in.
fn is_secret(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte))
}
