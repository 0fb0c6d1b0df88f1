use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use latchstring_domain::branding::PictureUrl;
use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::Problem;
use serde_json::{Map, Value};

use super::code::FieldCode;
use super::fields::{Fields, invalid};
use super::json;
use super::values::{Refused, string};
use crate::problem::problem;
use crate::state::ApiState;

/// The body of a request: a JSON object, whose fields are still to be read.
pub(crate) struct JsonBody(pub(crate) Fields);

impl FromRequest<ApiState> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(undeclared());
        }
        fields(&read(request, api).await?).map(Self)
    }
}

/// The body of a request that is a picture, or the address of one: `{"url": "https://…"}`.
pub(crate) enum PictureBody {
    File(Bytes),
    At(PictureUrl),
}

impl FromRequest<ApiState> for PictureBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return FileBody::from_request(request, api).await.map(|FileBody(bytes)| Self::File(bytes));
        }
        let mut fields = fields(&read(request, api).await?)?;
        let url = fields.required("url", string(PictureUrl::parse));
        fields.finish(url).map(Self::At)
    }
}

/// The body of a request that is a file, of one of the kinds that are taken, by what it is declared as.
pub(crate) struct FileBody(pub(crate) Bytes);

impl FromRequest<ApiState> for FileBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        let declared = essence(request.headers());
        let is_json = is_json(request.headers());
        let takes = ["image/png", "image/jpeg", "image/webp", "font/woff2", "application/octet-stream"];
        if !is_json && !takes.contains(&declared.as_str()) {
            let detail = "Send the file itself as the body, with its Content-Type: image/png, image/jpeg, image/webp \
                          or font/woff2.";
            return Err(problem(ProblemCode::UnsupportedMediaType, detail));
        }
        let bytes = read(request, api).await?;
        if is_json {
            return Err(no_address(fields(&bytes)?));
        }
        Ok(Self(bytes))
    }
}

/// Pictures can be given by their address, and somebody may think that fonts can too.
fn no_address(mut fields: Fields) -> Problem {
    fields.rest();
    let detail = "only pictures are fetched from an address; send the font itself as the body";
    invalid([Refused::new(FieldCode::NotSupported, detail).at("/url")])
}

/// The body of a request whose bytes are signed: nothing of it is read before it is believed.
pub(crate) struct SignedBody(Bytes);

impl SignedBody {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn fields(&self) -> Result<Fields, Problem> {
        fields(&self.0)
    }
}

impl FromRequest<ApiState> for SignedBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(undeclared());
        }
        read(request, api).await.map(Self)
    }
}

/// The body of a request that is many rows: a JSON array, or a CSV file.
pub(crate) enum RowsBody {
    Json(Vec<Value>),
    Csv(Bytes),
}

impl FromRequest<ApiState> for RowsBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        let declared = essence(request.headers());
        if declared != "application/json" && declared != "text/csv" {
            let detail = "Send the rows as a JSON array, with the header Content-Type: application/json, or as a CSV \
                          file, with Content-Type: text/csv.";
            return Err(problem(ProblemCode::UnsupportedMediaType, detail));
        }
        let bytes = read(request, api).await?;
        if declared == "text/csv" {
            return Ok(Self::Csv(bytes));
        }
        Self::json(&bytes)
    }
}

impl RowsBody {
    pub(crate) fn json(bytes: &[u8]) -> Result<Self, Problem> {
        match json::parse(bytes) {
            Ok(Value::Array(rows)) => Ok(Self::Json(rows)),
            Ok(_) => Err(problem(ProblemCode::MalformedBody, "The body must be a JSON array.")),
            Err(why) => Err(problem(ProblemCode::MalformedBody, why)),
        }
    }
}

/// The same for an interface that passes over what it does not know.
pub(crate) struct LooseBody(pub(crate) Fields);

impl FromRequest<ApiState> for LooseBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        JsonBody::from_request(request, api).await.map(|JsonBody(fields)| Self(fields.loose()))
    }
}

/// The same where a body may be left out; none has no fields.
pub(crate) struct OptionalBody(pub(crate) Fields);

impl FromRequest<ApiState> for OptionalBody {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &ApiState) -> Result<Self, Problem> {
        let declared = is_json(request.headers());
        let bytes = read(request, api).await?;
        if bytes.is_empty() {
            return Ok(Self(Fields::root(Map::new())));
        }
        if declared { fields(&bytes).map(Self) } else { Err(undeclared()) }
    }
}

/// The whole body of a request.
pub(crate) async fn read(request: Request, api: &ApiState) -> Result<Bytes, Problem> {
    Bytes::from_request(request, api).await.map_err(|rejection| unread(rejection.status()))
}

fn fields(bytes: &[u8]) -> Result<Fields, Problem> {
    match json::parse(bytes) {
        Ok(Value::Object(map)) => Ok(Fields::root(map)),
        Ok(_) => Err(problem(ProblemCode::MalformedBody, "The body must be a JSON object.")),
        Err(why) => Err(problem(ProblemCode::MalformedBody, why)),
    }
}

fn undeclared() -> Problem {
    let detail = "Send the body as JSON, with the header Content-Type: application/json.";
    problem(ProblemCode::UnsupportedMediaType, detail)
}

fn unread(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        problem(ProblemCode::BodyTooLarge, "The request body is too large.")
    } else {
        problem(ProblemCode::MalformedBody, "The body could not be read to its end.")
    }
}

/// `application/json`, whatever its parameters; RFC 8259 defines none.
fn is_json(headers: &HeaderMap) -> bool {
    essence(headers) == "application/json"
}

/// What the body is declared as, in lower case and without parameters.
fn essence(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
