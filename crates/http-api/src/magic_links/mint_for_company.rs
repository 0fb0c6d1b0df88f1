use std::borrow::Cow;

use axum::Json;
use latchstring_domain::id::CompanyId;
use latchstring_service::magic_link;
use latchstring_web_kit::problem::Problem;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::model::CompanyLinkBody;
use super::refused::{Places, refused};
use super::wish;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::invitations::PrefillBody;
use crate::path::PathId;
use crate::read::OptionalBody;
use crate::schema::{self, BadBody, Missing, Refusals};

/// What a new link that makes a connection is made of: a prefill, and its own fields beside it.
#[derive(Debug)]
pub(super) enum MintBody {}

impl PartialSchema for MintBody {
    fn schema() -> RefOr<Schema> {
        schema::strict(
            "What a new link that makes a connection is made of.",
            [PrefillBody::schema(), MintFields::schema()],
        )
    }
}

impl ToSchema for MintBody {
    fn name() -> Cow<'static, str> {
        "MintCompanyMagicLink".into()
    }

    fn schemas(found: &mut Vec<(String, RefOr<Schema>)>) {
        PrefillBody::schemas(found);
        MintFields::schemas(found);
    }
}

#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `wish::read` reads; a test holds the two together")]
struct MintFields {
    /// Names of prefill fields that the recipient may not change.
    #[schema(nullable = false, example = json!(["url", "country"]))]
    lock: Option<Vec<String>>,
    /// How long the link lives. Absent: as the workspace says, and without a word of it, for ever.
    #[schema(nullable = false, minimum = 60, example = 1_209_600)]
    expires_in_seconds: Option<u64>,
}

/// Mint a magic link that makes a connection
///
/// Deprecated: make an invitation instead, which can be gated, counts its uses and tells its story. All members may be left
/// out, and so may the body. The link works for one connection. Needs the scopes `invitations:write` and `links:reveal`.
#[utoipa::path(
    post, path = "/connection/company/{company_id}/link", operation_id = "mintCompanyMagicLink", tag = "Magic links",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("company_id" = uuid::Uuid, Path, description = "The company whose account is to be connected.")),
    request_body = Option<MintBody>,
    responses(
        (status = 200, description = "The link.", body = CompanyLinkBody),
        BadBody, Missing, Refusals
    )
)]
pub(super) async fn mint_for_company(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    OptionalBody(fields): OptionalBody,
) -> Result<Json<CompanyLinkBody>, Problem> {
    let wish = wish::read(company_id, fields)?;
    let asked = wish.prefill.initial_sites.clone();
    let minted = magic_link::mint_company_link(api.latchstring(), &caller.0, wish)
        .await
        .map_err(|error| refused(error, &Places::BODY, &asked))?;
    Ok(Json(minted.into()))
}
