use std::collections::BTreeSet;

use latchstring_domain::country::Country;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::provider::Provider;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::form::{self, SignInFieldBody};
use super::oauth::OAuthBody;
use crate::branding::PictureBody;
use crate::problem::problem;
use crate::read::{FieldCode, Fields, Refused, country};
use crate::schema::{SignInMethodName, UtilityTypeName};

/// The most countries of a provider: there are some 250.
const MAX_COUNTRIES: usize = 300;

/// A provider of the catalog: something that can be connected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CatalogProvider)]
pub(crate) struct DatasourceBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "Pacific Power")]
    name: String,
    /// Where its customers sign in.
    #[schema(example = "https://www.pacificpower.example/login")]
    url: String,
    /// The countries it serves, as ISO 3166-1 alpha-2; none: anywhere.
    #[schema(example = json!(["US"]))]
    countries: Vec<&'static str>,
    /// What it delivers; none: anything.
    #[schema(value_type = Vec<UtilityTypeName>)]
    utility_types: Vec<&'static str>,
    #[schema(value_type = SignInMethodName)]
    sign_in_method: &'static str,
    /// The fields its customers fill in, in order.
    fields: Vec<SignInFieldBody>,
    /// Your registration there, where `signInMethod` is `oauth`; null otherwise.
    #[schema(required)]
    oauth: Option<OAuthBody>,
    /// The picture beside its name; null where there is none, and recipients see its initials.
    #[schema(required)]
    logo: Option<PictureBody>,
    /// Whether it mails codes that its customers have to forward to you, so that your collector can sign in.
    mfa_forwarding: bool,
    /// Whether recipients find it. One that a recipient named, or that was deleted, is not listed.
    listed: bool,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

impl DatasourceBody {
    /// The provider, as a deployment at this address tells of it.
    pub(crate) fn new(provider: Provider, address: &str) -> Self {
        let Provider {
            id,
            workspace_id: _,
            name,
            url,
            countries,
            utility_types,
            method,
            form,
            connector: _,
            logo,
            mfa_forwarding,
            listed,
            created_at,
            updated_at,
            version: _,
        } = provider;
        Self {
            id: id.to_string(),
            name: name.to_string(),
            url: url.to_string(),
            countries: countries.into_iter().map(Country::code).collect(),
            utility_types: utility_types.into_iter().map(|name| name.as_str()).collect(),
            sign_in_method: method.name().as_str(),
            fields: form::written(&form),
            oauth: method.oauth().map(OAuthBody::from),
            logo: logo.map(|logo| PictureBody::new(&logo, address)),
            mfa_forwarding,
            listed,
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

/// Reads `countries`.
pub(super) fn countries(fields: &mut Fields) -> Option<BTreeSet<Country>> {
    Some(fields.list("countries", MAX_COUNTRIES, country)?.into_iter().collect())
}

/// 409: another provider is at this address.
pub(super) fn url_taken() -> Problem {
    let detail = "the catalog has another provider at this address";
    problem(ProblemCode::AlreadyExists, "Another provider is at this address.")
        .error(Refused::new(FieldCode::AlreadyExists, detail).at("/url"))
}
