use axum::extract::{RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use latchstring_domain::id::{CompanyId, ConnectionId};
use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::Problem;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{Deprecated, Header, OpenApi, RefOr};

use crate::problem::problem;
use crate::router::CURRENT;
use crate::state::ApiState;

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");

/// Since when minting is deprecated here: 2026-11-20, the day it came with invitations already beside it. A date of
/// structured fields (RFC 9651), as RFC 9745 wants it.
const SINCE: HeaderValue = HeaderValue::from_static("@1795132800");

/// Says of every answer of a deprecated call that it is deprecated (RFC 9745), and which call comes in its place
/// (`successor-version`, RFC 5829).
pub(crate) async fn announce(
    State(api): State<ApiState>,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let successor = successor(&api, &params);
    let mut response = next.run(request).await;
    say(response.headers_mut(), successor);
    response
}

fn say(headers: &mut HeaderMap, successor: Option<HeaderValue>) {
    headers.insert(DEPRECATION, SINCE);
    if let Some(successor) = successor {
        headers.insert(header::LINK, successor);
    }
}

/// The invitation to make instead; none when the path names nothing that it could be for.
fn successor(api: &ApiState, params: &RawPathParams) -> Option<HeaderValue> {
    let of = |wanted: &str| params.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text);
    let path = match (of("connection_id"), of("company_id")) {
        (Some(id), _) => format!("{CURRENT}/invitation/connection/{}", id.parse::<ConnectionId>().ok()?),
        (None, Some(id)) => format!("{CURRENT}/invitation/company/{}", id.parse::<CompanyId>().ok()?),
        (None, None) => return None,
    };
    HeaderValue::try_from(format!("<{}>; rel=\"successor-version\"", api.base().join(&path))).ok()
}

/// Refuses `HEAD` where `GET` mints: it would leave a live link behind whose secret nobody was shown.
pub(super) async fn no_head() -> Problem {
    let detail = "GET makes a link here, and HEAD would make one that nobody sees.";
    problem(ProblemCode::MethodNotAllowed, detail).allow(&[Method::GET, Method::POST])
}

/// Says the same of every call in a document.
pub(super) fn describe(openapi: &mut OpenApi) {
    for item in openapi.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post].into_iter().flatten();
        for operation in operations {
            operation.deprecated = Some(Deprecated::True);
            if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
                for (name, what) in HEADERS {
                    answer.headers.insert(name.to_owned(), RefOr::T(text(what)));
                }
            }
        }
    }
}

const HEADERS: [(&str, &str); 2] = [
    ("Deprecation", "Since when this call is deprecated, as RFC 9745 has it."),
    ("Link", "The call that comes in its place, as `rel=\"successor-version\"`."),
];

fn text(what: &str) -> Header {
    HeaderBuilder::new().schema(Some(Object::with_type(Type::String))).description(Some(what)).build()
}
