use axum::Json;
use axum::extract::State;
use latchstring_service::webhook;
use latchstring_web_kit::problem::Problem;

use super::model::WebhookBody;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::schema::Refusals;
use crate::state::ApiState;

/// List the endpoints for webhooks
///
/// All of them, oldest first. Needs the scope `webhooks:manage`.
#[utoipa::path(
    get, path = "/webhook", operation_id = "listWebhooks", tag = "Webhooks",
    responses((status = 200, description = "The endpoints.", body = Vec<WebhookBody>), Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
) -> Result<Json<Vec<WebhookBody>>, Problem> {
    let endpoints = webhook::list(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(endpoints.into_iter().map(Into::into).collect()))
}
