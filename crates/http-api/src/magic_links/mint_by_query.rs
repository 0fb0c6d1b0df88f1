use axum::Json;
use axum::extract::State;
use latchstring_domain::id::CompanyId;
use latchstring_service::magic_link;
use latchstring_web_kit::problem::Problem;

use super::model::CompanyLinkBody;
use super::refused::{Places, refused};
use super::wish;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::read::Query;
use crate::schema::{BadParameters, Missing, Refusals, UtilityTypeName};
use crate::state::ApiState;

/// Mint a magic link that makes a connection, by GET
///
/// Deprecated: make an invitation instead. Each call mints another link, as the interface has it, so nothing that
/// follows links by itself may be let near it; HEAD is refused. Otherwise the same as the POST, with the members as
/// parameters. Needs the scopes `invitations:write` and `links:reveal`.
#[utoipa::path(
    get, path = "/connection/company/{company_id}/link", operation_id = "mintCompanyMagicLinkByGet", tag = "Magic links",
    params(
        ("company_id" = uuid::Uuid, Path, description = "The company whose account is to be connected."),
        ("url" = Option<String>, Query, description = "The provider's address. Either this or datasourceId.", max_length = 500),
        ("datasourceId" = Option<uuid::Uuid>, Query, description = "The provider's id in the catalog. Either this or url."),
        ("initialSites" = Option<Vec<uuid::Uuid>>, Query, description = "The sites preselected, which must be the company's; give it once for each."),
        ("utilityTypes" = Option<Vec<UtilityTypeName>>, Query, description = "The utility types preselected; give it once for each."),
        ("country" = Option<String>, Query, description = "The country preselected, as ISO 3166-1 alpha-2."),
        ("connectionOwnerEmail" = Option<String>, Query, description = "Who will own the connection and be asked to repair it."),
        ("dataCollectionStartDate" = Option<time::Date>, Query, description = "From when on data is collected."),
        ("lock" = Option<Vec<String>>, Query, description = "A prefill field that the recipient may not change; give it once for each."),
        ("expiresInSeconds" = Option<u64>, Query, description = "How long the link lives. Absent: as the workspace says, and without a word of it, for ever.", minimum = 60),
    ),
    responses(
        (status = 200, description = "The link.", body = CompanyLinkBody),
        BadParameters, Missing, Refusals
    )
)]
pub(super) async fn mint_by_query(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    query: Query,
) -> Result<Json<CompanyLinkBody>, Problem> {
    let wish = wish::read(company_id, query.into_fields(&wish::LISTS, &wish::NUMBERS))?;
    let asked = wish.prefill.initial_sites.clone();
    let minted = magic_link::mint_company_link(api.latchstring(), &caller.0, wish)
        .await
        .map_err(|error| refused(error, &Places::QUERY, &asked))?;
    Ok(Json(minted.into()))
}
