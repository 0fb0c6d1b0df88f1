//! Problem details: the one shape of every error a face answers with (RFC 9457).

mod body;
mod face;

use std::borrow::Cow;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use uuid::Uuid;

pub use body::FieldError;
pub use face::{ErrorFace, JsonErrors};

/// What a client is told about a failure on our side; the cause goes to the log, never to the client.
const SERVER_DETAIL: &str = "Something failed on our side. Quote the instance when you ask about it.";

/// An error answer: HTTP status, stable code and a detail for humans, as `application/problem+json` (RFC 9457).
///
/// `type` is derived from the code (`urn:latchstring:problem:<code>`), so the two cannot disagree. Codes are
/// lower-case words joined by hyphens, are part of the API, and are never reused. `instance` is the request id and
/// is filled in by [`RequestLayer`](crate::request::RequestLayer), not by handlers.
///
/// A problem whose status is 5xx never carries a caller's detail: [`Problem::new`] replaces it by a fixed sentence,
/// so that no cause reaches a stranger however the problem came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(Box<Inner>);

/// Boxed by [`Problem`], which travels as the `Err` of many handlers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    status: StatusCode,
    code: Cow<'static, str>,
    title: Option<Cow<'static, str>>,
    detail: Cow<'static, str>,
    instance: Option<Uuid>,
    errors: Vec<FieldError>,
    headers: HeaderMap,
}

impl Problem {
    /// A problem with this status, code and detail; its title is the status's reason phrase.
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        let detail = if status.is_server_error() { Cow::Borrowed(SERVER_DETAIL) } else { detail.into() };
        Self::fixed(status, code.into(), detail)
    }

    fn fixed(status: StatusCode, code: Cow<'static, str>, detail: Cow<'static, str>) -> Self {
        Self(Box::new(Inner {
            status,
            code,
            title: None,
            detail,
            instance: None,
            errors: Vec::new(),
            headers: HeaderMap::new(),
        }))
    }

    /// 400: the request cannot be understood.
    pub fn bad_request(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401: no valid credentials. `challenge` becomes `WWW-Authenticate`, which RFC 9110 §15.5.2 demands.
    pub fn unauthorized(
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
        challenge: HeaderValue,
    ) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail).header(header::WWW_AUTHENTICATE, challenge)
    }

    /// 403: understood and refused.
    pub fn forbidden(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404: there is nothing here, or nothing that the caller may know of.
    pub fn not_found(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// 409: the state of the resource forbids it.
    pub fn conflict(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 410: it was here and will not come back.
    pub fn gone(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::GONE, code, detail)
    }

    /// 422: well-formed, and wrong in the named fields.
    pub fn unprocessable(errors: impl IntoIterator<Item = FieldError>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "validation-failed",
            "Some values are not acceptable; see errors.",
        )
        .errors(errors)
    }

    /// 429: too often; try again after `retry_after`.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate-limited",
            "Too many requests. Try again after the time in Retry-After.",
        )
        .retry_after(retry_after)
    }

    /// 500: a failure on our side. It takes no argument on purpose: the cause belongs in the log.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", SERVER_DETAIL)
    }

    /// 503: not able to answer for the moment; try again after `retry_after`.
    #[must_use]
    pub fn unavailable(retry_after: Duration) -> Self {
        Self::fixed(
            StatusCode::SERVICE_UNAVAILABLE,
            Cow::Borrowed("unavailable"),
            Cow::Borrowed("The service cannot answer for the moment. Try again shortly."),
        )
        .retry_after(retry_after)
    }

    /// Replaces the title, a short summary that does not change from one occurrence to the next.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = Some(title.into());
        self
    }

    /// Adds one field's error.
    #[must_use]
    pub fn error(mut self, error: FieldError) -> Self {
        self.0.errors.push(error);
        self
    }

    /// Adds the errors of several fields.
    #[must_use]
    pub fn errors(mut self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.0.errors.extend(errors);
        self
    }

    /// Sets a header that belongs to the answer, replacing an earlier value.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// Sets `Retry-After` in whole seconds, rounded up and never 0: a client that obeys must not come too early.
    #[must_use]
    pub fn retry_after(self, after: Duration) -> Self {
        let seconds = after.as_secs().saturating_add(u64::from(after.subsec_nanos() > 0)).max(1);
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Sets `Allow`, the methods that would have been accepted (RFC 9110 §15.5.6 demands it of a 405).
    #[must_use]
    pub fn allow(self, methods: &[Method]) -> Self {
        let list = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
        // A `Method` is a token by construction, so the list is always a valid value.
        match HeaderValue::try_from(list) {
            Ok(value) => self.header(header::ALLOW, value),
            Err(_) => self,
        }
    }

    /// Names the occurrence: `instance` becomes `urn:uuid:<request id>`.
    #[must_use]
    pub fn instance(mut self, request_id: Uuid) -> Self {
        self.0.instance = Some(request_id);
        self
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The explanation for a human, in English; faces that speak other languages translate the code.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The errors of single fields, empty for most problems.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// The headers that belong to the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }
}

impl IntoResponse for Problem {
    /// The problem as JSON. It also rides along as a response extension, so that the request layer can add the
    /// instance, or let a face of another kind (HTML) say the same thing its own way.
    fn into_response(self) -> Response {
        let mut response = body::json(&self);
        response.extensions_mut().insert(self);
        response
    }
}
