//! The OpenAPI document.

use axum::extract::State;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::header;
use latchstring_web_kit::base_url::BaseUrl;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, PathItem, RefOr, Schema, ServerBuilder};
use utoipa::{Modify, OpenApi as _};

use utoipa_axum::router::OpenApiRouter;

use crate::hotglue;
use crate::router::{VERSIONS, endpoints};
use crate::schema::{ExportFormatName, FieldErrorSchema, ProblemSchema};
use crate::state::ApiState;

const INTRODUCTION: &str = include_str!("openapi.md");

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Latchstring", version = "2.2", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    components(schemas(ProblemSchema, FieldErrorSchema, ExportFormatName)),
    security(("apiKey" = [])),
    modifiers(&Scheme),
    tags(
        (name = "Invitations", description = "Links that ask their recipient to connect an account, or to repair a connection."),
        (name = "Magic links", description = "The older links, whose truth is sealed into their URL: minting them is deprecated, listing and killing them is not."),
        (name = "Companies", description = "Whose accounts are connected."),
        (name = "Sites", description = "The places of a company."),
        (name = "Connections", description = "What comes of a link: an account that a collector can work with."),
        (name = "Providers", description = "The catalog that recipients choose from: what can be connected, and what is filled in to sign in there."),
        (name = "Flows", description = "Named choices of what can be connected, with the fields you want filled."),
        (name = "Connectors", description = "The hotglue-shaped interface: portal links, connectors, and what tenants have linked. At the root of the server, whatever the version of the rest."),
        (name = "Webhooks", description = "Endpoints that are told what happens, and what became of each message."),
        (name = "Events", description = "What happened in the workspace."),
        (name = "Workspace", description = "What your workspace has set, and how it looks to recipients."),
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
        let signature =
            ApiKeyValue::with_description("webhook-signature", "A signature after Standard Webhooks 1.0.");
        components.add_security_scheme("signature", SecurityScheme::ApiKey(ApiKey::Header(signature)));
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
    with_servers(|version| if version.is_empty() { "/".to_owned() } else { version.to_owned() })
}

fn with_servers(url: impl Fn(&str) -> String) -> OpenApi {
    let (_, mut openapi) = endpoints().split_for_parts();
    let servers = VERSIONS
        .iter()
        .map(|(path, what)| ServerBuilder::new().url(url(path)).description(Some(*what)).build());
    openapi.servers = Some(servers.collect());
    // The hotglue-shaped interface has no common prefix.
    let root = ServerBuilder::new().url(url("")).description(Some("The root of the server")).build();
    let (_, at_root) = OpenApiRouter::<ApiState>::with_openapi(OpenApi::default())
        .merge(hotglue::routes())
        .split_for_parts();
    for (path, mut item) in at_root.paths.paths {
        item.servers = Some(vec![root.clone()]);
        openapi.paths.paths.insert(path, item);
    }
    if let (Some(all), Some(more)) = (&mut openapi.components, at_root.components) {
        all.schemas.extend(more.schemas);
    }
    openapi.paths.paths.values_mut().for_each(without_null_bodies);
    openapi
}

/// `utoipa` describes a body that may be left out as one that may be `null`, which none may.
fn without_null_bodies(item: &mut PathItem) {
    let operations = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    for body in operations.into_iter().flatten().filter_map(|operation| operation.request_body.as_mut()) {
        let RefOr::T(body) = body else { continue };
        for content in body.content.values_mut() {
            let RefOr::T(content) = content else { continue };
            let Some(RefOr::T(Schema::OneOf(choice))) = &mut content.schema else { continue };
            choice.items.retain(|schema| matches!(schema, RefOr::Ref(_)));
            if let Some(only) = choice.items.pop() {
                content.schema = Some(only);
            }
        }
    }
}

/// The document with the addresses of one deployment.
pub(crate) fn served(base: &BaseUrl) -> Bytes {
    // Its keys are strings and nothing in it is a number without JSON, so it always serializes.
    serde_json::to_vec(&with_servers(|path| base.join(path).as_str().trim_end_matches('/').to_owned()))
        .unwrap_or_default()
        .into()
}

pub(crate) async fn serve(State(api): State<ApiState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], api.openapi())
}
