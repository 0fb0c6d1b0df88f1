use latchstring_domain::prefill::{Prefill, ProviderHint};
use serde::Serialize;

/// What is filled in; a part that is not is left out.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct PrefillShape {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datasource_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    initial_sites: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    utility_types: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection_owner_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_collection_start_date: Option<String>,
}

impl From<Prefill> for PrefillShape {
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
            initial_sites: initial_sites.iter().map(ToString::to_string).collect(),
            utility_types: utility_types.iter().map(|kind| kind.as_str()).collect(),
            country: country.map(|country| country.to_string()),
            connection_owner_email: connection_owner_email.map(|email| email.to_string()),
            data_collection_start_date: data_collection_start_date.map(|date| date.to_string()),
        }
    }
}

impl PrefillShape {
    /// Its parts, for people; empty where nothing is filled in.
    pub(super) fn facts(&self) -> [(&'static str, String); 6] {
        [
            ("provider", self.url.clone().or_else(|| self.datasource_id.clone()).unwrap_or_default()),
            ("country", self.country.clone().unwrap_or_default()),
            ("sites", self.initial_sites.join(" ")),
            ("utility types", self.utility_types.join(" ")),
            ("owner", self.connection_owner_email.clone().unwrap_or_default()),
            ("collects from", self.data_collection_start_date.clone().unwrap_or_default()),
        ]
    }
}
