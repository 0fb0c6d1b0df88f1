use axum::Json;
use axum::extract::State;
use latchstring_domain::id::SiteId;
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName};
use latchstring_service::site::{self, SiteChanges, UpdateSiteError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::create::external_id_taken;
use super::model::{SiteBody, path, path_schema};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, text};
use crate::schema::{BadBody, Missing, Refusals, Taken};
use crate::state::ApiState;

/// What is to change about a site. What is left out stays; null empties.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateSite, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct UpdateSiteBody {
    #[schema(nullable = false, min_length = 1, max_length = 255, example = "Harbour warehouse")]
    name: Option<String>,
    /// Your own id for it, unique within the company.
    #[schema(min_length = 1, max_length = 255, example = "site-7")]
    external_id: Option<String>,
    #[schema(min_length = 1, max_length = 255, example = "1 Pier Road, Portland")]
    address: Option<String>,
    #[schema(schema_with = path_schema)]
    path: Option<Vec<String>>,
}

fn read(mut fields: Fields) -> Result<SiteChanges, Problem> {
    let name = fields.optional("name", text(SiteName::parse));
    let external_id = fields.nullable("externalId", text(ExternalId::parse));
    let address = fields.nullable("address", text(SiteAddress::parse));
    let path = path(&mut fields);
    fields.finish(Some(SiteChanges { name, external_id, address, path }))
}

fn refused(error: UpdateSiteError) -> Problem {
    match error {
        UpdateSiteError::ExternalIdTaken => external_id_taken(),
        UpdateSiteError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change a site
///
/// Needs the scope `invitations:write`.
#[utoipa::path(
    patch, path = "/site/{site_id}", operation_id = "updateSite", tag = "Sites",
    params(("site_id" = uuid::Uuid, Path, description = "The site.")),
    request_body = UpdateSiteBody,
    responses((status = 200, description = "The site.", body = SiteBody), BadBody, Missing, Taken, Refusals)
)]
pub(crate) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<SiteId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<SiteBody>, Problem> {
    let wish = read(fields)?;
    let site = site::update(api.latchstring(), &caller.0, id, wish).await.map_err(refused)?;
    Ok(Json(site.into()))
}
