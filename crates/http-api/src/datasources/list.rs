use axum::Json;
use axum::extract::State;
use latchstring_domain::country::Country;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityType;
use latchstring_service::branding;
use latchstring_service::provider::{self, SearchProviders};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::DatasourceBody;
use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::problem::failed;
use crate::read::{Query, named_text, truth_text};
use crate::schema::{BadQuery, Refusals, UtilityTypeName};
use crate::state::ApiState;

/// Providers, by name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DatasourcePage {
    datasources: Vec<DatasourceBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List or search the providers
///
/// By name, without regard to the case of ASCII letters. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/datasource", operation_id = "listDatasources", tag = "Providers",
    params(
        ("q" = Option<String>, Query, description = "Only those whose name or address contains this. No character is a wildcard.", min_length = 1, max_length = 200),
        ("country" = Option<String>, Query, description = "Only those that serve this country, as ISO 3166-1 alpha-2: one without countries serves any.", example = "US"),
        ("utilityType" = Option<UtilityTypeName>, Query, description = "Only those that deliver this: one without types delivers anything."),
        ("listed" = Option<bool>, Query, description = "With false, those that recipients do not find instead: named by recipients, or deleted."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "One page.", body = DatasourcePage), BadQuery, Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<DatasourcePage>, Problem> {
    // What no name could be is no search either.
    let text = query.take("q", |text| ProviderName::parse(text).map(|name| name.as_str().to_owned()));
    let country = query.take("country", str::parse::<Country>);
    let utility_type = query.take("utilityType", named_text::<UtilityType>);
    let listed = query.take("listed", truth_text).unwrap_or(true);
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;

    let filters = json!([text, country.map(Country::code), utility_type.map(|one| one.as_str()), listed]);
    let list = List::new(&api, &caller, "providers", &filters);
    let after = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.provider_place(text)?,
        _ => None,
    };
    let wish = SearchProviders {
        text,
        country,
        utility_type,
        unlisted: !listed,
        limit: per_page,
        ..SearchProviders::default()
    };
    let page = provider::list(api.latchstring(), &caller.0, &wish, after.as_ref()).await.map_err(failed)?;
    let next_cursor = list.next_provider(page.next.as_ref())?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    let body = |provider| DatasourceBody::new(provider, &address);
    let datasources = page.providers.into_iter().map(body).collect();
    Ok(Json(DatasourcePage { datasources, per_page, next_cursor }))
}
