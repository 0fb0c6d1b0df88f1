use std::time::Duration;

use axum::Json;
use http::StatusCode;
use latchstring_domain::id::ApiKeyId;
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::api_key::{self, RotateApiKeyError};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::ApiKeyBody;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{Fields, OptionalBody, integer};
use crate::schema::{BadBody, KeyEnded, Missing, Refusals};

/// How a key is to be replaced.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RotateApiKey, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct RotateBody {
    /// For how long the key before lets in as well. 0 where it is known to others.
    #[schema(nullable = false, minimum = 0, maximum = 604_800, default = 86_400)]
    overlap_seconds: Option<u64>,
}

/// A key that took the place of another.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RotatedApiKey)]
pub(super) struct RotatedBody {
    #[serde(flatten)]
    key: ApiKeyBody,
    /// The key before, with the time at which it ends.
    replaces: ApiKeyBody,
}

fn read(mut fields: Fields) -> Result<SecretOverlap, Problem> {
    let range = 0..=SecretOverlap::MAX.as_secs();
    let seconds = fields.optional("overlapSeconds", integer(range)).map(Duration::from_secs);
    let overlap = seconds.and_then(|span| SecretOverlap::new(span).ok()).unwrap_or(SecretOverlap::DEFAULT);
    fields.finish(Some(overlap))
}

fn refused(error: RotateApiKeyError) -> Problem {
    match error {
        RotateApiKeyError::Refused(why) => problem(ProblemCode::ApiKeyEnded, format!("Not rotated: {why}.")),
        RotateApiKeyError::MoreThanCaller => problem(
            ProblemCode::ScopeMissing,
            "A key can be rotated only by a key that may do all that it may.",
        ),
        RotateApiKeyError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Rotate an API key
///
/// Makes another of the same name and scopes, for as long a time as the one before was given. For a while both let in, so
/// that programs can be moved one by one. The answer is the only sight of the new key. Needs the scope `workspace:manage`,
/// and every scope of the key.
#[utoipa::path(
    post, path = "/api-key/{api_key_id}/rotate", operation_id = "rotateApiKey", tag = "Workspace",
    params(
        ("api_key_id" = uuid::Uuid, Path, description = "The key's id; not its text."),
        ("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"),
    ),
    request_body = Option<RotateBody>,
    responses((status = 201, description = "The new key, with its text.", body = RotatedBody), BadBody, Missing, KeyEnded, Refusals)
)]
pub(super) async fn rotate(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(id): PathId<ApiKeyId>,
    OptionalBody(fields): OptionalBody,
) -> Result<(StatusCode, Json<RotatedBody>), Problem> {
    let overlap = read(fields)?;
    let rotated = api_key::rotate(api.latchstring(), &caller.0, id, overlap).await.map_err(refused)?;
    let now = api.latchstring().now();
    let key = ApiKeyBody::new(rotated.key, now).revealing(rotated.text);
    Ok((StatusCode::CREATED, Json(RotatedBody { key, replaces: ApiKeyBody::new(rotated.before, now) })))
}
