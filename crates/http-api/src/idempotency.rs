//! `Idempotency-Key`: a request that makes something can be sent again without making it twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, response};
use latchstring_domain::idempotency::IdempotencyKey;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::Latchstring;
use latchstring_service::once::{self, Begun, KeyedRequest, Settled};
use latchstring_web_kit::problem::Problem;
use serde::{Deserialize, Serialize};

use crate::auth::ApiCaller;
use crate::problem::{defect, failed, problem};
use crate::read::whole;
use crate::state::ApiState;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What the document says of the header.
pub(crate) const IDEMPOTENCY: &str = "A name of your own for this request, such as a UUID. For a day, the same request of \
    the same API key gets the same answer, with `Idempotency-Replayed: true`, and nothing is made twice.";

/// What the handler of a call acts with that makes something: where the request has a key, nothing is done until the
/// answer is known, and then both in one commit.
pub(crate) struct Acting(pub(crate) ApiState);

/// The use cases that hold back, for the handler of one request, and whether it acts with them.
#[derive(Clone)]
struct HeldBack {
    latchstring: Latchstring,
    is_acting: Arc<AtomicBool>,
}

impl FromRequestParts<ApiState> for Acting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        let Some(held) = parts.extensions.get::<HeldBack>() else { return Ok(Self(api.clone())) };
        held.is_acting.store(true, Ordering::Relaxed);
        Ok(Self(api.acting(held.latchstring.clone())))
    }
}

/// Answers a request that was sent before as it was answered then; keeps the answer to one that was not, if it made
/// something. What is refused makes nothing, so it is decided anew each time.
pub(crate) async fn keep_answer(
    State(api): State<ApiState>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    // Nothing is made by any other method, whatever header it brings.
    let key = if request.method() == Method::POST { key(request.headers())? } else { None };
    let Some(key) = key else { return Ok(next.run(request).await) };
    let (parts, body) = request.into_parts();
    let caller = parts.extensions.get::<ApiCaller>().cloned();
    let ApiCaller(caller) = caller.ok_or_else(|| defect(&Unreadable("no caller")))?;
    let body = whole(Request::from_parts(parts.clone(), body), &api).await?;
    // Without the version that the routes are nested in, two paths would be one.
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri).to_string();
    let ls = api.latchstring();
    let keyed = KeyedRequest::new(&caller, &key, &[parts.method.as_str().as_bytes(), uri.as_bytes(), &body]);
    let mut keeping = match once::begin(ls, keyed).await.map_err(failed)? {
        Begun::New(keeping) => keeping,
        Begun::Answered(answer) => return given_again(&answer),
        Begun::Another => return Err(reused()),
    };
    loop {
        let is_acting = Arc::new(AtomicBool::new(false));
        let mut parts = parts.clone();
        parts.extensions.insert(HeldBack { latchstring: keeping.acting(ls), is_acting: is_acting.clone() });
        let response = next.clone().run(Request::from_parts(parts, Body::from(body.clone()))).await;
        if !response.status().is_success() || !is_acting.load(Ordering::Relaxed) {
            return Ok(response);
        }
        let (head, answer) = response.into_parts();
        let answer = to_bytes(answer, usize::MAX).await.map_err(|error| defect(&error))?;
        match keeping.settle(ls, &written(&head, &answer)?).await.map_err(failed)? {
            Settled::Done => return Ok(Response::from_parts(head, Body::from(answer))),
            Settled::Again(again) => keeping = again,
            Settled::Answered(answer) => return given_again(&answer),
            Settled::Another => return Err(reused()),
        }
    }
}

/// The key of a request, if it has one.
fn key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Problem> {
    let mut lines = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    let key = line.to_str().ok().filter(|_| lines.next().is_none());
    key.and_then(|text| IdempotencyKey::parse(text).ok()).map(Some).ok_or_else(|| {
        let detail = "Idempotency-Key must be given once and be 1 to 255 printable ASCII characters, as they are or in \
                      double quotes.";
        problem(ProblemCode::IdempotencyKeyInvalid, detail)
    })
}

fn reused() -> Problem {
    let detail = "Another request was sent with this Idempotency-Key: to another path, or with another body.";
    problem(ProblemCode::IdempotencyKeyReused, detail)
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// An answer that cannot be kept, or was not kept by a program of ours.
#[derive(Debug, thiserror::Error)]
#[error("an answer cannot be kept or given again: {0}")]
struct Unreadable(&'static str);

fn written(head: &response::Parts, body: &Bytes) -> Result<Vec<u8>, Problem> {
    let text =
        |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| defect(&Unreadable("it is no text")));
    let mut headers = Vec::with_capacity(head.headers.len());
    for (name, value) in &head.headers {
        headers.push((name.as_str().to_owned(), text(value.as_bytes())?));
    }
    let kept = KeptResponse { status: head.status.as_u16(), headers, body: text(body)? };
    serde_json::to_vec(&kept).map_err(|error| defect(&error))
}

fn given_again(kept: &[u8]) -> Result<Response, Problem> {
    let kept: KeptResponse = serde_json::from_slice(kept).map_err(|error| defect(&error))?;
    let mut answer =
        Response::builder().status(kept.status).header(REPLAYED, HeaderValue::from_static("true"));
    for (name, value) in kept.headers {
        answer = answer.header(name, value);
    }
    answer.body(Body::from(kept.body)).map_err(|error| defect(&error))
}
