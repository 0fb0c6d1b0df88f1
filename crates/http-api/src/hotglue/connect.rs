use axum::Json;
use latchstring_web_kit::problem::Problem;

use super::create_link::{CreateLinkBody, LinkBody, make};
use super::path::Environment;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::read::LooseBody;
use crate::schema::{LooseBadBody, Missing, Refusals, ReusedKey};

/// Make a portal link, at the other path it has
///
/// The same as `POST /{env_id}/magicLink`.
#[utoipa::path(
    post, path = "/{env_id}/connect", operation_id = "createPortalLinkAtConnect", tag = "Connectors",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id.")),
    request_body = CreateLinkBody,
    responses((status = 200, description = "The link.", body = LinkBody), LooseBadBody, ReusedKey, Missing, Refusals)
)]
pub(crate) async fn connect(
    Acting(api): Acting,
    caller: ApiCaller,
    Environment(environment): Environment,
    LooseBody(fields): LooseBody,
) -> Result<Json<LinkBody>, Problem> {
    make(&api, &caller, &environment, fields).await
}
