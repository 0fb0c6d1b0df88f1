use axum::Json;
use http::StatusCode;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_service::branding;
use latchstring_service::provider::{self, CatalogEntry, CreateProviderError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::form::{self, SignInFieldBody};
use super::model::{DatasourceBody, countries, url_taken};
use super::oauth::{self, CreateOAuthBody};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::invitations::utility_types;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, boolean, provider_url, text};
use crate::schema::{BadBody, Refusals, TakenUrl, UtilityTypeName};

/// What a new provider is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateDatasource, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateDatasourceBody {
    /// Its name, shown to recipients.
    #[schema(min_length = 1, max_length = 200, example = "Pacific Power")]
    name: String,
    /// Where its customers sign in: an https address, unique within the workspace.
    #[schema(max_length = 500, example = "https://www.pacificpower.example/login")]
    url: String,
    /// The countries it serves, as ISO 3166-1 alpha-2. Absent or empty: anywhere.
    #[schema(nullable = false, max_items = 300, example = json!(["US"]))]
    countries: Option<Vec<String>>,
    /// What it delivers. Absent or empty: anything.
    #[schema(nullable = false, max_items = 100, value_type = Option<Vec<UtilityTypeName>>, example = json!(["ELECTRICITY"]))]
    utility_types: Option<Vec<String>>,
    /// Your registration there, where its customers agree at the provider itself.
    #[schema(nullable = false)]
    oauth: Option<CreateOAuthBody>,
    /// The fields its customers fill in, in order. Absent: a user name and a password; with `oauth`, none.
    #[schema(nullable = false, min_items = 1, max_items = 50)]
    fields: Option<Vec<SignInFieldBody>>,
    /// Whether it mails codes that its customers have to forward to you, so that your collector can sign in. They are asked to
    /// where the workspace has an `mfaDomain`.
    #[schema(nullable = false, default = false, example = true)]
    mfa_forwarding: Option<bool>,
}

fn read(mut fields: Fields) -> Result<CatalogEntry, Problem> {
    let name = fields.required("name", text(ProviderName::parse));
    let url = fields.required("url", provider_url);
    let countries = countries(&mut fields).unwrap_or_default();
    let utility_types = utility_types(&mut fields);
    let form = form::read(&mut fields);
    let is_elsewhere = fields.has("oauth");
    let oauth = oauth::read(&mut fields);
    let usual = || if is_elsewhere { SignInForm(Vec::new()) } else { SignInForm::username_and_password() };
    let form = form.unwrap_or_else(usual);
    let mfa_forwarding = fields.optional("mfaForwarding", boolean).unwrap_or_default();
    let entry = |(name, url)| CatalogEntry {
        name,
        url,
        countries,
        utility_types,
        form,
        oauth,
        mfa_forwarding,
        logo: None,
    };
    fields.finish(name.zip(url).map(entry))
}

fn refused(error: CreateProviderError) -> Problem {
    match error {
        CreateProviderError::UrlTaken => url_taken(),
        CreateProviderError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Put a provider into the catalog
///
/// Recipients find it from now on. One at the same address that a recipient has named, or that was deleted, comes into
/// the catalog with the id it has. Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/datasource", operation_id = "createDatasource", tag = "Providers",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$")),
    request_body = CreateDatasourceBody,
    responses((status = 201, description = "The provider.", body = DatasourceBody), BadBody, TakenUrl, Refusals)
)]
pub(crate) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<DatasourceBody>), Problem> {
    let entry = read(fields)?;
    let made = provider::create(api.latchstring(), &caller.0, &entry).await.map_err(refused)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok((StatusCode::CREATED, Json(DatasourceBody::new(made, &address))))
}
