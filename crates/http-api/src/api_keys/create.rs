use axum::Json;
use http::StatusCode;
use latchstring_domain::api_key::{Scope, Scopes};
use latchstring_domain::text::ApiKeyName;
use latchstring_service::api_key::{self, CreateApiKey, CreateApiKeyError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::ApiKeyBody;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Fields, JsonBody, Refused, invalid, named, text, timestamp};
use crate::schema::{BadBody, Refusals, ScopeName};

/// What a new key is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateApiKey, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateApiKeyBody {
    /// What you call it.
    #[schema(min_length = 1, max_length = 100, example = "Nightly job")]
    name: String,
    /// What it may do: at least one thing, and nothing that the caller's key may not.
    #[schema(min_items = 1, max_items = 20, value_type = Vec<ScopeName>, example = json!(["invitations:read"]))]
    scopes: Vec<String>,
    /// From when on it is refused. Null or left out: never.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// More names than there are, so that a new one needs no change here.
const MAX_SCOPES: usize = 20;

fn read(mut fields: Fields) -> Result<CreateApiKey, Problem> {
    let name = fields.required("name", text(ApiKeyName::parse));
    let scopes = fields.list("scopes", MAX_SCOPES, named::<Scope>).map(Scopes::from_iter);
    if scopes.is_none() && !fields.was_refused("scopes") {
        fields.require("scopes");
    }
    let expires_at = fields.nullable("expiresAt", timestamp).flatten();
    let wish = name.zip(scopes).map(|(name, scopes)| CreateApiKey { name, scopes, expires_at });
    fields.finish(wish)
}

fn refused(error: CreateApiKeyError) -> Problem {
    match error {
        CreateApiKeyError::NoScopes => invalid([Refused::saying(FieldCode::Empty, error).at("/scopes")]),
        CreateApiKeyError::MoreThanMaker => {
            invalid([Refused::saying(FieldCode::ScopeNotHeld, error).at("/scopes")])
        }
        CreateApiKeyError::ExpiryPassed => {
            invalid([Refused::saying(FieldCode::OutOfRange, error).at("/expiresAt")])
        }
        CreateApiKeyError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Make an API key
///
/// The answer is the only sight of it. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/api-key", operation_id = "createApiKey", tag = "Workspace",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$")),
    request_body = CreateApiKeyBody,
    responses((status = 201, description = "The key, with its text.", body = ApiKeyBody), BadBody, Refusals)
)]
pub(super) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<ApiKeyBody>), Problem> {
    let wish = read(fields)?;
    let made = api_key::create(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    let body = ApiKeyBody::new(made.key, api.latchstring().now()).revealing(made.text);
    Ok((StatusCode::CREATED, Json(body)))
}
