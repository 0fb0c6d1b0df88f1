use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use latchstring_domain::id::EndpointId;
use latchstring_service::webhook::{self, EndpointChanges, UpdateEndpointError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{WebhookBody, description, headers, not_https, types, url};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, boolean};
use crate::schema::{BadBody, Missing, Refusals, WebhookTypeName};
use crate::state::ApiState;

/// What is to change about an endpoint. What is left out stays; null empties.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateWebhook, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct UpdateWebhookBody {
    /// Where messages are sent.
    #[schema(nullable = false, max_length = 2000, example = "https://hooks.example.com/latchstring")]
    url: Option<String>,
    /// What you call it.
    #[schema(min_length = 1, max_length = 200, example = "Billing")]
    description: Option<String>,
    /// The types it is sent, in place of all there were; none: all.
    #[schema(nullable = false, max_items = 50, value_type = Option<Vec<WebhookTypeName>>, example = json!(["connection.created.v2"]))]
    event_types: Option<Vec<String>>,
    /// The headers that are sent along, in place of all there were.
    #[schema(example = json!({"X-Tenant": "acme"}))]
    headers: Option<BTreeMap<String, String>>,
    /// Whether it is sent anything. One that is enabled again begins with a clean slate; what it missed can be replayed.
    #[schema(nullable = false)]
    enabled: Option<bool>,
}

fn read(mut fields: Fields) -> Result<EndpointChanges, Problem> {
    let url = fields.optional("url", url);
    let description = fields.nullable("description", description);
    let types = types(&mut fields);
    let headers = if fields.is_null("headers") { Some(None) } else { headers(&mut fields).map(Some) };
    let enabled = fields.optional("enabled", boolean);
    fields.finish(Some(EndpointChanges { url, description, types, headers, enabled }))
}

fn refused(error: UpdateEndpointError) -> Problem {
    match error {
        UpdateEndpointError::NotHttps => not_https(),
        UpdateEndpointError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change an endpoint for webhooks
///
/// Messages under way go where the endpoint is when they are sent. Needs the scope `webhooks:manage`.
#[utoipa::path(
    patch, path = "/webhook/{webhook_id}", operation_id = "updateWebhook", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    request_body = UpdateWebhookBody,
    responses((status = 200, description = "The endpoint.", body = WebhookBody), BadBody, Missing, Refusals)
)]
pub(super) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<WebhookBody>, Problem> {
    let wish = read(fields)?;
    let endpoint = webhook::update(api.latchstring(), &caller.0, id, wish).await.map_err(refused)?;
    Ok(Json(endpoint.into()))
}
