use std::time::Duration;

use axum::Json;
use axum::extract::State;
use latchstring_domain::id::EndpointId;
use latchstring_domain::overlap::SecretOverlap;
use latchstring_service::webhook::{self, RotateSecret, RotateSecretError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{WebhookBody, imported};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Fields, OptionalBody, Refused, integer, invalid};
use crate::schema::{BadBody, Missing, Refusals};
use crate::state::ApiState;

/// How a secret is to be replaced.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RotateWebhookSecret, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct RotateBody {
    /// For how long messages are signed with the secret before as well. 0 where it is known to others.
    #[schema(nullable = false, minimum = 0, maximum = 604_800, default = 86_400)]
    overlap_seconds: Option<u64>,
    /// A secret that you have already. Left out: one is made.
    #[schema(nullable = false, max_length = 1000)]
    secret: Option<String>,
}

fn read(mut fields: Fields) -> Result<RotateSecret, Problem> {
    let range = 0..=SecretOverlap::MAX.as_secs();
    let seconds = fields.optional("overlapSeconds", integer(range)).map(Duration::from_secs);
    let overlap = seconds.and_then(|span| SecretOverlap::new(span).ok()).unwrap_or(SecretOverlap::DEFAULT);
    let secret = fields.optional("secret", imported);
    fields.finish(Some(RotateSecret { secret, overlap }))
}

fn refused(error: RotateSecretError) -> Problem {
    match error {
        RotateSecretError::Same => invalid([Refused::saying(FieldCode::AlreadyExists, error).at("/secret")]),
        RotateSecretError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Replace the secret of an endpoint
///
/// For a while messages carry two signatures, so that receivers on either secret accept them. The answer is the only sight
/// of the new secret. Needs the scope `webhooks:manage`.
#[utoipa::path(
    post, path = "/webhook/{webhook_id}/rotate-secret", operation_id = "rotateWebhookSecret", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    request_body = Option<RotateBody>,
    responses((status = 200, description = "The endpoint, with its new secret.", body = WebhookBody), BadBody, Missing, Refusals)
)]
pub(super) async fn rotate_secret(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
    OptionalBody(fields): OptionalBody,
) -> Result<Json<WebhookBody>, Problem> {
    let wish = read(fields)?;
    let rotated = webhook::rotate_secret(api.latchstring(), &caller.0, id, wish).await.map_err(refused)?;
    Ok(Json(WebhookBody::from(rotated.endpoint).revealing(rotated.secret)))
}
