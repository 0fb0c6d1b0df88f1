//! What the inviter fills in for the recipient, in both directions.

use std::collections::BTreeSet;

use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::id::{ProviderId, SiteId};
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema as _, ToSchema};

use crate::read::{
    FieldCode, Fields, Refused, country, date, email, id, named, named_text, provider_url, string,
};
use crate::schema::{UtilityTypeName, strict};
use crate::time_text;

/// The most sites that one request names.
pub(crate) const MAX_SITES: usize = 500;
const MAX_TYPES: usize = 100;
const MAX_LOCKS: usize = 20;

/// What the recipient finds filled in. Only what was given is there.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Prefill, example = json!({"url": "https://www.pacificpower.example", "country": "US"}))]
pub(crate) struct PrefillBody {
    /// The provider's address. Either this or `datasourceId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 500, example = "https://www.pacificpower.example")]
    url: Option<String>,
    /// The provider's id in the catalog. Either this or `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Uuid)]
    datasource_id: Option<String>,
    /// The sites preselected, which must be the company's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 500, value_type = Option<Vec<uuid::Uuid>>, nullable = false)]
    initial_sites: Vec<String>,
    /// The utility types preselected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<UtilityTypeName>>, nullable = false, example = json!(["ELECTRICITY", "GAS"]))]
    utility_types: Vec<&'static str>,
    /// The country preselected, as ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "US")]
    country: Option<&'static str>,
    /// Who will own the connection and be asked to repair it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "mike@example.org")]
    connection_owner_email: Option<String>,
    /// From when on data is collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Date, example = "2024-01-01")]
    data_collection_start_date: Option<String>,
}

/// What may be asked for. In a request it is strict; in an answer it may get more members one day.
pub(super) fn asked() -> RefOr<Schema> {
    strict("What the recipient finds filled in.", [PrefillBody::schema()])
}

impl From<Prefill> for PrefillBody {
    fn from(prefill: Prefill) -> Self {
        let Prefill {
            provider,
            initial_sites,
            utility_types,
            country,
            connection_owner_email,
            data_collection_start_date,
        } = prefill;
        let (url, datasource_id) = match provider {
            Some(ProviderHint::Url(url)) => (Some(url.to_string()), None),
            Some(ProviderHint::Id(id)) => (None, Some(id.to_string())),
            None => (None, None),
        };
        Self {
            url,
            datasource_id,
            initial_sites: initial_sites.iter().map(SiteId::to_string).collect(),
            utility_types: utility_types.into_iter().map(|name| name.as_str()).collect(),
            country: country.map(|country| country.code()),
            connection_owner_email: connection_owner_email.map(|email| email.to_string()),
            data_collection_start_date: data_collection_start_date.map(time_text::date),
        }
    }
}

/// Reads `prefill`.
pub(super) fn read(fields: &mut Fields) -> Prefill {
    fields.object("prefill", prefill).unwrap_or_default()
}

/// Reads the fields of a prefill.
pub(crate) fn prefill(fields: &mut Fields) -> Prefill {
    Prefill {
        provider: provider(fields),
        initial_sites: sites(fields, "initialSites"),
        utility_types: utility_types(fields),
        country: fields.optional("country", country),
        connection_owner_email: fields.optional("connectionOwnerEmail", email),
        data_collection_start_date: fields.optional("dataCollectionStartDate", date),
    }
}

/// Reads `url` or `datasourceId`.
pub(crate) fn provider(fields: &mut Fields) -> Option<ProviderHint> {
    let both = fields.has("url") && fields.has("datasourceId");
    let url = fields.optional("url", provider_url).map(ProviderHint::Url);
    let by_id = fields.optional("datasourceId", id).map(ProviderHint::Id);
    if both {
        let refused = Refused::new(FieldCode::Exclusive, "cannot be given together with url");
        fields.refuse("datasourceId", refused);
    }
    url.or(by_id)
}

/// Reads a list of sites, without those that repeat an earlier one.
pub(crate) fn sites(fields: &mut Fields, name: &str) -> Vec<SiteId> {
    let mut seen = BTreeSet::new();
    let mut sites: Vec<SiteId> = fields.list(name, MAX_SITES, id).unwrap_or_default();
    sites.retain(|site| seen.insert(*site));
    sites
}

/// Reads `utilityTypes`.
pub(crate) fn utility_types(fields: &mut Fields) -> latchstring_domain::utility::UtilityTypes {
    fields.list("utilityTypes", MAX_TYPES, named).unwrap_or_default().into_iter().collect()
}

/// Reads `lock`: the names of prefill fields, where `url` and `datasourceId` both mean the provider.
pub(crate) fn locks(fields: &mut Fields) -> Locks {
    let name = |text: &str| match text {
        "url" | "datasourceId" => Ok(PrefillField::Provider),
        // The domain's own name for it is none of the wire's.
        "datasource" => Err(unknown_lock()),
        _ => named_text(text).map_err(|_| unknown_lock()),
    };
    fields.list("lock", MAX_LOCKS, string(name)).unwrap_or_default().into_iter().collect()
}

fn unknown_lock() -> Refused {
    let detail = "must be one of url, datasourceId, initialSites, utilityTypes, country, connectionOwnerEmail, \
                  dataCollectionStartDate";
    Refused::new(FieldCode::UnknownName, detail)
}

/// Reads `allowedProviders`, in the order given.
pub(super) fn allowed_providers(fields: &mut Fields) -> Vec<ProviderId> {
    fields.list("allowedProviders", AllowedProviders::MAX, id).unwrap_or_default()
}
