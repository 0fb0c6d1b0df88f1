use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;

/// An answer, body and all.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Reply {
    pub(super) async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status: parts.status, headers: parts.headers, text, json }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The body of an answer with this status.
    pub(crate) fn with(&self, status: u16) -> &Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        &self.json
    }

    /// The id of what was made.
    pub(crate) fn created(&self) -> String {
        self.with(201)["id"].as_str().unwrap().to_owned()
    }

    /// The code of a problem, after looking at everything that a problem must have.
    pub(crate) fn problem(&self, status: u16) -> &str {
        let body = self.with(status);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["status"], status);
        let code = body["code"].as_str().unwrap();
        assert_eq!(body["type"], format!("urn:latchstring:problem:{code}"));
        assert_eq!(body["instance"], format!("urn:uuid:{}", self.header("x-request-id")));
        assert!(!body["title"].as_str().unwrap().is_empty());
        assert!(!body["detail"].as_str().unwrap().is_empty());
        code
    }

    /// The fields that were refused, each as `pointer code`.
    pub(crate) fn refused(&self) -> Vec<String> {
        assert_eq!(self.problem(422), "validation-failed");
        self.errors()
    }

    /// The same of the interface that knows no 422.
    pub(crate) fn loosely_refused(&self) -> Vec<String> {
        assert_eq!(self.problem(400), "bad-request");
        self.errors()
    }

    /// The entries of `errors`, each as `pointer code`.
    pub(crate) fn errors(&self) -> Vec<String> {
        let errors = self.json["errors"].as_array().unwrap();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        errors.iter().map(|error| format!("{} {}", text(error, "pointer"), text(error, "code"))).collect()
    }
}
