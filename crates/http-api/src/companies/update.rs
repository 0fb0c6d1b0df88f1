use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_service::company::{self, CompanyChanges, UpdateCompanyError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::create::external_id_taken;
use super::model::CompanyBody;
use crate::auth::ApiCaller;
use crate::metadata::metadata;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, date, text};
use crate::schema::{BadBody, Missing, Refusals, Taken};
use crate::state::ApiState;

/// What is to change about a company. What is left out stays; null empties.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateCompany, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct UpdateCompanyBody {
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Northwind Traders")]
    name: Option<String>,
    /// Your own id for it, unique within the workspace.
    #[schema(min_length = 1, max_length = 255, example = "customer-1042")]
    external_id: Option<String>,
    /// From when on its data is collected, unless an invitation or connection says otherwise.
    #[schema(format = Date, example = "2024-01-01")]
    data_collection_start_date: Option<String>,
    /// Your own labels, in place of all there were.
    #[schema(nullable = false, value_type = Option<std::collections::BTreeMap<String, String>>, example = json!({"region": "north"}))]
    metadata: Option<()>,
}

fn read(mut fields: Fields) -> Result<CompanyChanges, Problem> {
    let name = fields.optional("name", text(CompanyName::parse));
    let external_id = fields.nullable("externalId", text(ExternalId::parse));
    let data_collection_start_date = fields.nullable("dataCollectionStartDate", date);
    let metadata = metadata(&mut fields);
    fields.finish(Some(CompanyChanges { name, external_id, data_collection_start_date, metadata }))
}

fn refused(error: UpdateCompanyError) -> Problem {
    match error {
        UpdateCompanyError::ExternalIdTaken => external_id_taken(),
        UpdateCompanyError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change a company
///
/// Needs the scope `invitations:write`.
#[utoipa::path(
    patch, path = "/company/{company_id}", operation_id = "updateCompany", tag = "Companies",
    params(("company_id" = uuid::Uuid, Path, description = "The company.")),
    request_body = UpdateCompanyBody,
    responses((status = 200, description = "The company.", body = CompanyBody), BadBody, Missing, Taken, Refusals)
)]
pub(crate) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<CompanyId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<CompanyBody>, Problem> {
    let wish = read(fields)?;
    let view = company::update(api.latchstring(), &caller.0, id, wish).await.map_err(refused)?;
    Ok(Json(view.into()))
}
