//! `/?token=…`: where links in the hotglue shape are.

use http::Method;
use latchstring_service::flow_session::Presented;
use latchstring_web_kit::problem::Problem;

use super::failure::Answer;
use super::landing;
use super::visitor::{Visitor, value};

/// The query parameter with the link's token.
const TOKEN: &str = "token";

/// `GET` and `HEAD /?token=…`: the first page of an invitation, whose form posts to [`landing::path`], so that "Get started"
/// leads away from the token. Whatever else the query says is passed over; without a token there is no page here.
pub(super) async fn show(visitor: Visitor, method: Method) -> Answer {
    let Some(token) = visitor.query(TOKEN).map(ToOwned::to_owned) else {
        return Err(Problem::not_found("not-found", "There is no such page.").into());
    };
    landing::page(&visitor, &method, Presented::Invitation(&token), landing::path(&token)).await
}

/// The path at which the link in such a query can be opened too; `None` where it cannot be a link.
pub(super) fn path_of(query: &[(String, String)]) -> Option<String> {
    let token = value(query, TOKEN)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!token.is_empty() && token.bytes().all(plain)).then(|| landing::path(token))
}
