//! What surrounds every request of a face, in one layer: id, client, log line, limits, errors, security headers.
//!
//! One layer instead of seven generic ones: they cost more than the router does, and each of them would need to know
//! how the face says "error".

mod access_log;
mod context;
mod notes;
mod refusal;
mod wire;

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use futures_util::FutureExt as _;
use http::{HeaderName, HeaderValue, Version, header};
use tower::{Layer, Service};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::client_ip::TrustedProxies;
use crate::cookies::HostCookie;
use crate::headers::SecurityHeaders;
use crate::limits::Limits;
use crate::problem::{ErrorFace, JsonErrors, Problem};
pub(crate) use wire::ConflictingFraming;

pub use context::{LanguageWish, RequestContext};
pub use notes::Notes;

/// The request id's header, in and out.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Makes request ids: UUIDv7, from a clock and a random source that the composition root owns.
pub type RequestIds = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// The layer that every face wears, put on with [`Router::layer`](axum::Router::layer) after all routes.
///
/// For each request it makes a [`RequestContext`] (or takes the id of a trusted proxy), opens a span, bounds body and
/// time, catches panics, and writes one line to the log target `latchstring::access`. For each answer it echoes
/// `x-request-id`, applies the face's [`SecurityHeaders`] and has errors rendered by the face's [`ErrorFace`],
/// including those that axum makes itself as plain text. Logs name the matched route, never the path: paths contain
/// the recipients' tokens.
#[derive(Clone)]
pub struct RequestLayer {
    face: Arc<Face>,
}

#[derive(Clone)]
struct Face {
    ids: RequestIds,
    proxies: TrustedProxies,
    headers: SecurityHeaders,
    limits: Limits,
    errors: Arc<dyn ErrorFace>,
    language: Option<HostCookie>,
}

impl RequestLayer {
    /// A layer with default limits that trusts no proxy and answers errors in JSON.
    #[must_use]
    pub fn new(ids: RequestIds, headers: SecurityHeaders) -> Self {
        let face = Face {
            ids,
            proxies: TrustedProxies::none(),
            headers,
            limits: Limits::default(),
            errors: Arc::new(JsonErrors),
            language: None,
        };
        Self { face: Arc::new(face) }
    }

    /// Believes these proxies on who the client is and which id the request has.
    #[must_use]
    pub fn trusted_proxies(mut self, proxies: TrustedProxies) -> Self {
        Arc::make_mut(&mut self.face).proxies = proxies;
        self
    }

    /// Replaces the limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        Arc::make_mut(&mut self.face).limits = limits;
        self
    }

    /// Takes larger bodies where the path ends so.
    #[must_use]
    pub fn larger_bodies(mut self, larger: &'static [(&'static str, usize)]) -> Self {
        Arc::make_mut(&mut self.face).limits.larger = larger;
        self
    }

    /// Reads which language the visitor chose: by `?lang=` now, or before, when the face kept it in this cookie.
    #[must_use]
    pub fn language(mut self, cookie: HostCookie) -> Self {
        Arc::make_mut(&mut self.face).language = Some(cookie);
        self
    }

    /// Has errors rendered by `face`.
    #[must_use]
    pub fn errors(mut self, face: impl ErrorFace) -> Self {
        Arc::make_mut(&mut self.face).errors = Arc::new(face);
        self
    }
}

impl<S> Layer<S> for RequestLayer {
    type Service = RequestService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RequestService { inner, face: Arc::clone(&self.face) }
    }
}

/// The service that [`RequestLayer`] makes.
#[derive(Clone)]
pub struct RequestService<S> {
    inner: S,
    face: Arc<Face>,
}

impl<S> Service<Request> for RequestService<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The clone has not been polled ready, the original has: answer with the original.
        let fresh = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, fresh);
        let face = Arc::clone(&self.face);
        Box::pin(async move { Ok(face.answer(inner, request).await) })
    }
}

impl Face {
    async fn answer<S>(&self, inner: S, mut request: Request) -> Response
    where
        S: Service<Request, Response = Response, Error = Infallible> + Send,
        S::Future: Send,
    {
        let context = RequestContext::of(&request, &self.proxies, self.language, &*self.ids);
        let route = request.extensions().get::<MatchedPath>().cloned();
        let log = access_log::AccessLog::start(context.request_id, request.method(), route);
        let (version, uri) = (request.version(), request.uri().clone());
        request.extensions_mut().insert(context.clone());
        let span = log.span();

        let response = self.run(inner, request).instrument(span.clone()).await;
        if refusal::stands_for_problem(&response) {
            // As for the handlers: nothing of it is used again after a panic but the notes, which are whole.
            let prepared = AssertUnwindSafe(self.errors.prepare(&uri, &context)).catch_unwind();
            if prepared.instrument(span).await.is_err() {
                tracing::error!("the face of errors panicked");
            }
        }
        let response = self.finish(response, &context, version);
        log.answered(response.status());
        response
    }

    /// The inner answer, or the problem that took its place.
    async fn run<S>(&self, mut inner: S, mut request: Request) -> Response
    where
        S: Service<Request, Response = Response, Error = Infallible> + Send,
        S::Future: Send,
    {
        if let Some(problem) = wire::fault(&request) {
            return refusal::closing(problem);
        }
        let upload = match self.limits.bound(&mut request) {
            Ok(upload) => upload,
            Err(problem) => return refusal::closing(problem),
        };
        // Nothing of the handler is used again after a panic, so no broken invariant can be seen.
        let answer = AssertUnwindSafe(async move { inner.call(request).await }).catch_unwind();
        match tokio::time::timeout(self.limits.time, answer).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(_payload)) => {
                // The panic hook has printed message and place; the payload may hold anything, so it is not logged.
                tracing::error!("the handler panicked");
                refusal::plain(Problem::internal())
            }
            Err(_elapsed) => {
                tracing::warn!("the request ran out of time");
                refusal::closing(upload.timeout())
            }
        }
    }

    /// Gives the answer its final shape: errors in the face's words, id, security headers.
    fn finish(&self, mut response: Response, context: &RequestContext, version: Version) -> Response {
        let set = response.extensions_mut().remove::<SecurityHeaders>();
        if let Some(problem) = refusal::of(&mut response) {
            let problem = problem.instance(context.request_id);
            let made_by_handler = std::mem::take(response.headers_mut());
            response = self.errors.render(&problem, context);
            *response.status_mut() = problem.status();
            refusal::carry_over(made_by_handler, problem.headers(), response.headers_mut());
        }
        let set = response.extensions_mut().remove::<SecurityHeaders>().or(set);
        let leads_on = response.status().is_redirection();
        let headers = response.headers_mut();
        set.as_ref().unwrap_or(&self.headers).apply(headers);
        if leads_on {
            SecurityHeaders::leave_opener(headers);
        }
        if version >= Version::HTTP_2 {
            headers.remove(header::CONNECTION);
        }
        if let Ok(id) = HeaderValue::try_from(context.request_id.to_string()) {
            headers.insert(X_REQUEST_ID, id);
        }
        response
    }
}
