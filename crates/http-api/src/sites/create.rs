use axum::Json;
use http::StatusCode;
use latchstring_domain::id::CompanyId;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName};
use latchstring_service::site::{self, CreateSite, CreateSiteError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{SiteBody, path, path_schema};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, text};
use crate::schema::{BadBody, Missing, Refusals, Taken};

/// What a new site is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateSite, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateSiteBody {
    #[schema(min_length = 1, max_length = 255, example = "Harbour warehouse")]
    name: String,
    /// Your own id for it, unique within the company.
    #[schema(nullable = false, min_length = 1, max_length = 255, example = "site-7")]
    external_id: Option<String>,
    #[schema(nullable = false, min_length = 1, max_length = 255, example = "1 Pier Road, Portland")]
    address: Option<String>,
    #[schema(schema_with = path_schema)]
    path: Option<Vec<String>>,
}

fn read(mut fields: Fields) -> Result<CreateSite, Problem> {
    let name = fields.required("name", text(SiteName::parse));
    let external_id = fields.optional("externalId", text(ExternalId::parse));
    let address = fields.optional("address", text(SiteAddress::parse));
    let path = path(&mut fields).unwrap_or_default();
    fields.finish(name.map(|name| CreateSite { name, external_id, address, path }))
}

fn refused(error: CreateSiteError) -> Problem {
    match error {
        CreateSiteError::ExternalIdTaken => external_id_taken(),
        CreateSiteError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// 409: another site of the company has the external id.
pub(super) fn external_id_taken() -> Problem {
    let detail = "another site of the company has this external id";
    problem(ProblemCode::AlreadyExists, "Another site of the company has this external id.")
        .error(Refused::new(FieldCode::AlreadyExists, detail).at("/externalId"))
}

/// Make a site of a company
///
/// Needs the scope `invitations:write`.
#[utoipa::path(
    post, path = "/site/company/{company_id}", operation_id = "createSite", tag = "Sites",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("company_id" = uuid::Uuid, Path, description = "The company.")),
    request_body = CreateSiteBody,
    responses((status = 201, description = "The site.", body = SiteBody), BadBody, Missing, Taken, Refusals)
)]
pub(crate) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<SiteBody>), Problem> {
    let wish = read(fields)?;
    let site = site::create(api.latchstring(), &caller.0, company_id, wish).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(site.into())))
}
