use axum::Json;
use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::EndpointId;
use latchstring_service::webhook::{self, TestError};
use latchstring_web_kit::problem::Problem;

use super::delivery::DeliveryBody;
use super::replay::{disabled, too_many};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::schema::{Missing, Refusals, TooManyReplays, WebhookDisabled};
use crate::state::ApiState;

fn refused(error: TestError) -> Problem {
    match error {
        TestError::Disabled => disabled(),
        TestError::TooMany => too_many(),
        TestError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Send a test to an endpoint
///
/// A message of the type `webhook.test.v1` is sent there, once, whatever types it asks for. How that went stands in the
/// list of its deliveries a moment later; of the answer only the status does. Needs the scope `webhooks:manage`.
#[utoipa::path(
    post, path = "/webhook/{webhook_id}/test", operation_id = "testWebhook", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    responses((status = 202, description = "The test is on its way.", body = DeliveryBody), Missing, WebhookDisabled, TooManyReplays, Refusals)
)]
pub(super) async fn test(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
) -> Result<(StatusCode, Json<DeliveryBody>), Problem> {
    let delivery = webhook::test(api.latchstring(), &caller.0, id).await.map_err(refused)?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}
