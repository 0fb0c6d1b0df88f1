//! Who calls: the API key of a request, and keys in places where none may be.

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderName, header};
use latchstring_domain::event::Origin;
use latchstring_domain::id::RequestId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::Caller;
use latchstring_service::api_key::{AuthenticateError, authenticate};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use crate::problem::{defect, problem, storage_failed};
use crate::state::ApiState;

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// How the texts of keys begin.
const KEY_PREFIXES: [&str; 2] = ["lsk_live_", "lsk_test_"];
/// What parameters and cookies that hold a key are called, without regard to case, `-` and `_`.
const KEY_NAMES: [&str; 2] = ["apikey", "xapikey"];
/// How much of a body without a key in its header is searched for one.
const SEARCHED_BODY: usize = 64 * 1024;

/// Goes on to the handlers with the caller, or refuses. Worn by every route that needs a key.
pub(crate) async fn require_key(
    State(api): State<ApiState>,
    context: RequestContext,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(place) = misplaced(&request) {
        return Err(exposed(place));
    }
    let mut keys = request.headers().get_all(X_API_KEY).iter();
    let (key, more) = (keys.next(), keys.next());
    let Some(key) = key else { return Err(missing(request).await) };
    // Two keys, or one that is no text, are like one that nobody knows.
    let text = key.to_str().ok().filter(|_| more.is_none()).ok_or_else(invalid)?;
    let caller = authenticate(api.latchstring(), text, origin(&context)).await.map_err(refused)?;
    request.extensions_mut().insert(ApiCaller(caller));
    Ok(next.run(request).await)
}

/// The caller of a request behind [`require_key`].
#[derive(Debug, Clone)]
pub(crate) struct ApiCaller(pub(crate) Caller);

impl FromRequestParts<ApiState> for ApiCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _api: &ApiState) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!("a handler wants a caller, but its route does not ask for a key");
            Problem::internal()
        })
    }
}

pub(crate) fn origin(context: &RequestContext) -> Origin {
    Origin {
        request_id: Some(RequestId::from_uuid(context.request_id)),
        ip: context.client_ip,
        user_agent: context.user_agent.as_deref().map(str::to_owned),
    }
}

fn refused(error: AuthenticateError) -> Problem {
    match error {
        AuthenticateError::Unknown => invalid(),
        AuthenticateError::Refused(why) => {
            tracing::info!(%why, "refused an API key");
            invalid()
        }
        AuthenticateError::Storage(error) => storage_failed(&error),
        other => defect(&other),
    }
}

fn invalid() -> Problem {
    problem(ProblemCode::ApiKeyInvalid, "The API key is unknown, expired or revoked.")
}

/// No key in the header: perhaps it is in the body.
async fn missing(request: Request) -> Problem {
    // The answer is a refusal either way, so what is left of a longer body does not matter.
    let body = to_bytes(request.into_body(), SEARCHED_BODY).await.unwrap_or_default();
    let found = KEY_PREFIXES
        .iter()
        .any(|prefix| body.windows(prefix.len()).any(|window| window == prefix.as_bytes()));
    if found {
        return exposed("body");
    }
    problem(ProblemCode::ApiKeyMissing, "Send an API key in the header X-API-Key.")
}

/// A key in a place that ends up in logs and histories. It is refused even when the header has a good one, so that
/// the mistake is noticed the first time.
fn exposed(place: &'static str) -> Problem {
    tracing::warn!(place, "refused a request with an API key in the wrong place");
    problem(
        ProblemCode::ApiKeyMissing,
        format!(
            "An API key is only accepted in the header X-API-Key, not in the {place}. The key that was sent there \
             may have been written to logs: replace it by a new one and revoke it."
        ),
    )
}

fn misplaced(request: &Request) -> Option<&'static str> {
    let query = request.uri().query().unwrap_or_default();
    if query.split('&').any(is_key) {
        return Some("query string");
    }
    cookies(request.headers()).any(is_key).then_some("cookie")
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).map(str::trim)
}

/// Whether a `name=value` pair holds a key, by either.
fn is_key(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name: String =
        name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect();
    KEY_NAMES.contains(&name.as_str()) || KEY_PREFIXES.iter().any(|prefix| value.starts_with(prefix))
}
