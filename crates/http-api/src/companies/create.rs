use axum::Json;
use http::StatusCode;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_service::company::{self, CompanyView, CreateCompany, CreateCompanyError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::CompanyBody;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::metadata::metadata;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, date, text};
use crate::schema::{BadBody, Refusals, Taken};

/// What a new company is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateCompany, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateCompanyBody {
    #[schema(min_length = 1, max_length = 200, example = "Northwind Traders")]
    name: String,
    /// Your own id for it, unique within the workspace.
    #[schema(nullable = false, min_length = 1, max_length = 255, example = "customer-1042")]
    external_id: Option<String>,
    /// From when on its data is collected, unless an invitation or connection says otherwise.
    #[schema(nullable = false, format = Date, example = "2024-01-01")]
    data_collection_start_date: Option<String>,
    /// Your own labels: at most 50, keys of 1 to 40 characters, values of at most 500.
    #[schema(nullable = false, value_type = Option<std::collections::BTreeMap<String, String>>, example = json!({"region": "north"}))]
    metadata: Option<()>,
}

fn read(mut fields: Fields) -> Result<CreateCompany, Problem> {
    let name = fields.required("name", text(CompanyName::parse));
    let external_id = fields.optional("externalId", text(ExternalId::parse));
    let data_collection_start_date = fields.optional("dataCollectionStartDate", date);
    let metadata = metadata(&mut fields).unwrap_or_default();
    fields.finish(name.map(|name| CreateCompany { name, external_id, data_collection_start_date, metadata }))
}

fn refused(error: CreateCompanyError) -> Problem {
    match error {
        CreateCompanyError::ExternalIdTaken => external_id_taken(),
        CreateCompanyError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// 409: another company has the external id.
pub(super) fn external_id_taken() -> Problem {
    let detail = "another company of the workspace has this external id";
    problem(ProblemCode::AlreadyExists, "Another company has this external id.")
        .error(Refused::new(FieldCode::AlreadyExists, detail).at("/externalId"))
}

/// Make a company
///
/// Needs the scope `invitations:write`.
#[utoipa::path(
    post, path = "/company", operation_id = "createCompany", tag = "Companies",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$")),
    request_body = CreateCompanyBody,
    responses((status = 201, description = "The company.", body = CompanyBody), BadBody, Taken, Refusals)
)]
pub(crate) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<CompanyBody>), Problem> {
    let wish = read(fields)?;
    let company = company::create(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(CompanyView { company, sites: Vec::new() }.into())))
}
