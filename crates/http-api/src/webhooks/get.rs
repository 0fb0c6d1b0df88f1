use axum::Json;
use axum::extract::State;
use latchstring_domain::id::EndpointId;
use latchstring_service::webhook;
use latchstring_web_kit::problem::Problem;

use super::model::WebhookBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Get an endpoint for webhooks
///
/// Needs the scope `webhooks:manage`.
#[utoipa::path(
    get, path = "/webhook/{webhook_id}", operation_id = "getWebhook", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    responses((status = 200, description = "The endpoint.", body = WebhookBody), Missing, Refusals)
)]
pub(super) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
) -> Result<Json<WebhookBody>, Problem> {
    let endpoint = webhook::get(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(Json(endpoint.into()))
}
