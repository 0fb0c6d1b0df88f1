use axum::Json;
use http::StatusCode;
use latchstring_domain::id::{CompanyId, SiteId};
use latchstring_domain::text::ExternalId;
use latchstring_service::connection::{self, CreateConnection, CreateConnectionError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::ConnectionBody;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::invitations::{provider, sites, unknown_sites, utility_types};
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{
    FieldCode, Fields, JsonBody, Refused, boolean, country, date, email, invalid, secret, text,
};
use crate::schema::{BadBody, Missing, Refusals, UtilityTypeName};

/// What a connection made straight from a server is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateConnection, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateConnectionBody {
    /// The provider's address. Either this or `datasourceId`.
    #[schema(nullable = false, max_length = 500, example = "https://www.pacificpower.example")]
    url: Option<String>,
    /// The provider's id in the catalog. Either this or `url`.
    #[schema(nullable = false, format = Uuid)]
    datasource_id: Option<String>,
    #[schema(min_length = 1, max_length = 1000, example = "northwind")]
    username: String,
    #[schema(min_length = 1, max_length = 1000, format = Password)]
    password: String,
    /// The country of the account, as ISO 3166-1 alpha-2.
    #[schema(nullable = false, example = "US")]
    country: Option<String>,
    /// The sites, which must be the company's.
    #[schema(min_items = 1, max_items = 500, value_type = Vec<uuid::Uuid>)]
    sites: Vec<String>,
    /// What is collected. Empty or absent: whatever there is.
    #[schema(nullable = false, value_type = Option<Vec<UtilityTypeName>>)]
    utility_types: Option<Vec<String>>,
    /// Who is asked to repair it.
    #[schema(nullable = false, example = "mike@example.org")]
    connection_owner_email: Option<String>,
    /// From when on data is collected. Absent: as the company says.
    #[schema(nullable = false, format = Date, example = "2024-01-01")]
    data_collection_start_date: Option<String>,
    /// Whether readings are scaled by the occupancy of the sites. Absent: no.
    #[schema(nullable = false)]
    multiply_by_occupancy: Option<bool>,
    /// Your own id for it.
    #[schema(nullable = false, min_length = 1, max_length = 255)]
    external_id: Option<String>,
}

fn read(company_id: CompanyId, mut fields: Fields) -> Result<CreateConnection, Problem> {
    if !fields.has("url") && !fields.has("datasourceId") {
        fields.refuse("url", Refused::new(FieldCode::Required, "either url or datasourceId is required"));
    }
    let provider = provider(&mut fields);
    let username = fields.required("username", secret);
    let password = fields.required("password", secret);
    let country = fields.optional("country", country);
    if !fields.has("sites") {
        fields.refuse("sites", Refused::new(FieldCode::Required, "is required"));
    }
    let sites = sites(&mut fields, "sites");
    let utility_types = utility_types(&mut fields);
    let owner_email = fields.optional("connectionOwnerEmail", email);
    let data_collection_start_date = fields.optional("dataCollectionStartDate", date);
    let multiply_by_occupancy = fields.optional("multiplyByOccupancy", boolean).unwrap_or_default();
    let external_id = fields.optional("externalId", text(ExternalId::parse));
    let known = provider.zip(username.zip(password));
    fields.finish(known.map(|(provider, (username, password))| CreateConnection {
        company_id,
        provider,
        username,
        password,
        country,
        sites,
        utility_types,
        owner_email,
        data_collection_start_date,
        multiply_by_occupancy,
        external_id,
    }))
}

fn refused(error: CreateConnectionError, asked: &[SiteId]) -> Problem {
    match error {
        CreateConnectionError::NoSites => {
            invalid([Refused::new(FieldCode::Empty, "must name at least one site").at("/sites")])
        }
        CreateConnectionError::UnknownSites(unknown) => unknown_sites("/sites", asked, &unknown),
        CreateConnectionError::UnknownProvider(_) => {
            let detail = "is not in the catalog of the workspace";
            invalid([Refused::new(FieldCode::UnknownProvider, detail).at("/datasourceId")])
        }
        CreateConnectionError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Make a connection from a user name and a password
///
/// They are sealed and not tried: the connection is `PENDING` until its collector reports. Needs the scope
/// `connections:write`.
#[utoipa::path(
    post, path = "/connection/company/{company_id}", operation_id = "createConnection", tag = "Connections",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("company_id" = uuid::Uuid, Path, description = "The company whose account it is.")),
    request_body = CreateConnectionBody,
    responses((status = 201, description = "The connection.", body = ConnectionBody), BadBody, Missing, Refusals)
)]
pub(crate) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<ConnectionBody>), Problem> {
    let wish = read(company_id, fields)?;
    let asked = wish.sites.clone();
    let view = connection::create(api.latchstring(), &caller.0, wish)
        .await
        .map_err(|error| refused(error, &asked))?;
    Ok((StatusCode::CREATED, Json(view.into())))
}
