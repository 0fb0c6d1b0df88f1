//! The OpenAPI document.

use axum::extract::State;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::header;
use latchstring_web_kit::base_url::BaseUrl;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, ServerBuilder};
use utoipa::{Modify, OpenApi as _};

use crate::router::{VERSIONS, endpoints};
use crate::schema::{FieldErrorSchema, ProblemSchema};
use crate::state::ApiState;

const INTRODUCTION: &str = include_str!("openapi.md");

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Latchstring", version = "2.2", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    components(schemas(ProblemSchema, FieldErrorSchema)),
    security(("apiKey" = [])),
    modifiers(&Scheme),
    tags(
        (name = "Invitations", description = "Links that ask their recipient to connect an account, or to repair a connection."),
        (name = "Companies", description = "Whose accounts are connected."),
        (name = "Sites", description = "The places of a company."),
        (name = "Connections", description = "What comes of a link: an account that a collector can work with."),
        (name = "Events", description = "What happened in the workspace."),
        (name = "Service", description = "About this server.")
    )
)]
struct Frame;

struct Scheme;

impl Modify for Scheme {
    fn modify(&self, openapi: &mut OpenApi) {
        let key = ApiKeyValue::with_description("X-API-Key", "An API key of the workspace.");
        let components = openapi.components.get_or_insert_with(Components::new);
        components.add_security_scheme("apiKey", SecurityScheme::ApiKey(ApiKey::Header(key)));
    }
}

/// The part of the document that is not about single endpoints.
pub(crate) fn frame() -> OpenApi {
    let mut openapi = Frame::openapi();
    openapi.info.description = Some(INTRODUCTION.to_owned());
    openapi
}

/// The OpenAPI 3.1 document. Its paths are relative to its servers, one for each version.
#[must_use]
pub fn openapi() -> OpenApi {
    with_servers(|version| version.to_owned())
}

fn with_servers(url: impl Fn(&str) -> String) -> OpenApi {
    let (_, mut openapi) = endpoints().split_for_parts();
    let servers = VERSIONS
        .iter()
        .map(|(path, what)| ServerBuilder::new().url(url(path)).description(Some(*what)).build());
    openapi.servers = Some(servers.collect());
    openapi
}

/// The document with the addresses of one deployment.
pub(crate) fn served(base: &BaseUrl) -> Bytes {
    // Its keys are strings and nothing in it is a number without JSON, so it always serializes.
    serde_json::to_vec(&with_servers(|path| base.join(path).into())).unwrap_or_default().into()
}

pub(crate) async fn serve(State(api): State<ApiState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], api.openapi())
}
