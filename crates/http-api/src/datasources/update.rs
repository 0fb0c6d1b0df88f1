use axum::Json;
use axum::extract::State;
use latchstring_domain::id::ProviderId;
use latchstring_domain::text::ProviderName;
use latchstring_service::branding;
use latchstring_service::provider::{self, ProviderChanges, UpdateProviderError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::form::{self, SignInFieldBody};
use super::model::{DatasourceBody, countries, url_taken};
use super::oauth::{self, CreateOAuthBody};
use crate::auth::ApiCaller;
use crate::invitations::utility_types;
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, boolean, provider_url, text};
use crate::schema::{BadBody, Missing, Refusals, TakenUrl, UtilityTypeName};
use crate::state::ApiState;

/// What is to change about a provider. What is left out stays.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateDatasource, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct UpdateDatasourceBody {
    /// Its name, shown to recipients.
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Pacific Power")]
    name: Option<String>,
    /// Where its customers sign in: an https address, unique within the workspace.
    #[schema(nullable = false, max_length = 500, example = "https://www.pacificpower.example/login")]
    url: Option<String>,
    /// The countries it serves, in place of all there were; empty: anywhere.
    #[schema(nullable = false, max_items = 300, example = json!(["US"]))]
    countries: Option<Vec<String>>,
    /// What it delivers, in place of all there was; empty: anything.
    #[schema(nullable = false, max_items = 100, value_type = Option<Vec<UtilityTypeName>>, example = json!(["ELECTRICITY"]))]
    utility_types: Option<Vec<String>>,
    /// The fields its customers fill in, in place of all there were.
    #[schema(nullable = false, min_items = 1, max_items = 50)]
    fields: Option<Vec<SignInFieldBody>>,
    /// Your registration there, in place of what there was, but for a secret that is left out; null makes it a provider whose
    /// form is filled in.
    oauth: Option<CreateOAuthBody>,
    /// Whether it mails codes that its customers have to forward to you, so that your collector can sign in.
    #[schema(nullable = false, example = true)]
    mfa_forwarding: Option<bool>,
    /// Whether recipients find it.
    #[schema(nullable = false, example = true)]
    listed: Option<bool>,
}

fn read(mut fields: Fields) -> Result<ProviderChanges, Problem> {
    let name = fields.optional("name", text(ProviderName::parse));
    let url = fields.optional("url", provider_url);
    let countries = countries(&mut fields);
    let given = fields.has("utilityTypes");
    let utility_types = Some(utility_types(&mut fields)).filter(|_| given);
    let form = form::read(&mut fields);
    let oauth = if fields.is_null("oauth") { Some(None) } else { oauth::read(&mut fields).map(Some) };
    let listed = fields.optional("listed", boolean);
    let mfa_forwarding = fields.optional("mfaForwarding", boolean);
    fields.finish(Some(ProviderChanges {
        name,
        url,
        countries,
        utility_types,
        form,
        oauth,
        mfa_forwarding,
        listed,
    }))
}

fn refused(error: UpdateProviderError) -> Problem {
    match error {
        UpdateProviderError::UrlTaken => url_taken(),
        UpdateProviderError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change a provider
///
/// Who signs in from now on finds it changed; connections keep the name and the address they were made under. Needs the
/// scope `workspace:manage`.
#[utoipa::path(
    patch, path = "/datasource/{datasource_id}", operation_id = "updateDatasource", tag = "Providers",
    params(("datasource_id" = uuid::Uuid, Path, description = "The provider.")),
    request_body = UpdateDatasourceBody,
    responses((status = 200, description = "The provider.", body = DatasourceBody), BadBody, Missing, TakenUrl, Refusals)
)]
pub(crate) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ProviderId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<DatasourceBody>, Problem> {
    let wish = read(fields)?;
    let provider = provider::update(api.latchstring(), &caller.0, id, &wish).await.map_err(refused)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(DatasourceBody::new(provider, &address)))
}
