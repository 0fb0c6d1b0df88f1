use std::collections::BTreeMap;

use axum::Json;
use http::StatusCode;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::webhook::{self, CreateEndpoint, CreateEndpointError, MAX_ENDPOINTS};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{WebhookBody, description, headers, imported, not_https, types, url};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::problem::{defect, failed, problem};
use crate::read::{Fields, JsonBody, boolean};
use crate::schema::{BadBody, Refusals, TooManyWebhooks, WebhookTypeName};

/// What a new endpoint is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateWebhook, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateWebhookBody {
    /// Where messages are sent: an `https` address on the internet, unless the operator of this server allows more.
    #[schema(max_length = 2000, example = "https://hooks.example.com/latchstring")]
    url: String,
    /// What you call it.
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Billing")]
    description: Option<String>,
    /// The types it is sent; none, or left out: all.
    #[schema(nullable = false, max_items = 50, value_type = Option<Vec<WebhookTypeName>>, example = json!(["connection.created.v2"]))]
    event_types: Option<Vec<String>>,
    /// Up to 20 headers that are sent along with each message, such as one that a gateway asks for. Their values are kept
    /// sealed and not shown again.
    #[schema(nullable = false, example = json!({"X-Tenant": "acme"}))]
    headers: Option<BTreeMap<String, String>>,
    /// A secret that you have already: `whsec_` and the base64 of 24 to 64 bytes. Left out: one is made.
    #[schema(nullable = false, max_length = 1000)]
    secret: Option<String>,
    /// Whether it is sent anything from now on.
    #[schema(nullable = false, default = true)]
    enabled: Option<bool>,
}

fn read(mut fields: Fields) -> Result<CreateEndpoint, Problem> {
    let url = fields.required("url", url);
    let description = fields.optional("description", description);
    let types = types(&mut fields).unwrap_or_default();
    let headers = headers(&mut fields);
    let secret = fields.optional("secret", imported);
    let enabled = fields.optional("enabled", boolean).unwrap_or(true);
    let wish = url.map(|url| CreateEndpoint { url, description, types, headers, secret, enabled });
    fields.finish(wish)
}

fn refused(error: CreateEndpointError) -> Problem {
    match error {
        CreateEndpointError::NotHttps => not_https(),
        CreateEndpointError::TooMany => {
            let detail =
                format!("The workspace has {MAX_ENDPOINTS} endpoints, which is as many as it may have.");
            problem(ProblemCode::TooManyWebhooks, detail)
        }
        CreateEndpointError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Make an endpoint for webhooks
///
/// It hears of what happens from now on. The answer is the only sight of its secret. Needs the scope `webhooks:manage`.
#[utoipa::path(
    post, path = "/webhook", operation_id = "createWebhook", tag = "Webhooks",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$")),
    request_body = CreateWebhookBody,
    responses((status = 201, description = "The endpoint, with its secret.", body = WebhookBody), BadBody, TooManyWebhooks, Refusals)
)]
pub(super) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<WebhookBody>), Problem> {
    let wish = read(fields)?;
    let created = webhook::create(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    let body = WebhookBody::from(created.endpoint).revealing(created.secret);
    Ok((StatusCode::CREATED, Json(body)))
}
