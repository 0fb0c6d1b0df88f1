use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::EndpointId;
use latchstring_service::webhook;
use latchstring_web_kit::problem::Problem;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::schema::{Missing, Refusals};
use crate::state::ApiState;

/// Delete an endpoint for webhooks
///
/// Nothing more is sent there, and what is known of its deliveries is gone. Needs the scope `webhooks:manage`.
#[utoipa::path(
    delete, path = "/webhook/{webhook_id}", operation_id = "deleteWebhook", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    responses((status = 204, description = "It is gone."), Missing, Refusals)
)]
pub(super) async fn delete(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
) -> Result<StatusCode, Problem> {
    webhook::delete(api.latchstring(), &caller.0, id).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
