//! The JSON body of a problem.

use std::borrow::Cow;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, header};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Problem;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// One field's error inside a problem: where, which rule, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body, or `/query/<name>` for a query parameter.
    pub pointer: String,
    /// Stable code of the rule that was broken.
    pub code: Cow<'static, str>,
    /// The explanation for a human. It never repeats a secret value.
    pub detail: Cow<'static, str>,
}

impl FieldError {
    /// The error `code` at `pointer`.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { pointer: pointer.into(), code: code.into(), detail: detail.into() }
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = &self.0;
        let title = inner.title.as_deref().or(inner.status.canonical_reason()).unwrap_or("Error");
        let mut out = serializer.serialize_struct("Problem", 7)?;
        out.serialize_field("type", &format_args!("urn:latchstring:problem:{}", inner.code))?;
        out.serialize_field("title", title)?;
        out.serialize_field("status", &inner.status.as_u16())?;
        out.serialize_field("detail", &inner.detail)?;
        match inner.instance {
            Some(id) => out.serialize_field("instance", &format_args!("{}", id.urn()))?,
            None => out.skip_field("instance")?,
        }
        out.serialize_field("code", &inner.code)?;
        if inner.errors.is_empty() {
            out.skip_field("errors")?;
        } else {
            out.serialize_field("errors", &inner.errors)?;
        }
        out.end()
    }
}

/// The problem as a JSON response, without the extension that [`Problem::into_response`](super::Problem) adds.
pub(super) fn json(problem: &Problem) -> Response {
    // Serialization of strings, integers and vectors into memory has no way to fail; an empty body beats a panic.
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = problem.status();
    response.headers_mut().insert(header::CONTENT_TYPE, MEDIA_TYPE);
    for (name, value) in problem.headers() {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    response
}
