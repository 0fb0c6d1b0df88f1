use latchstring_domain::branding::FileKind;
use latchstring_domain::provider::Provider;
use latchstring_service::branding::file_url;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// A provider of the catalog.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProviderShape {
    id: String,
    name: String,
    url: String,
    countries: Vec<String>,
    utility_types: Vec<&'static str>,
    sign_in_method: &'static str,
    connector: Option<String>,
    logo: Option<String>,
    mfa_forwarding: bool,
    created: String,
    updated: String,
}

impl ProviderShape {
    /// The provider, as a deployment at this address serves it.
    pub(crate) fn new(provider: Provider, address: &str) -> Self {
        let Provider {
            id,
            workspace_id: _,
            name,
            url,
            countries,
            utility_types,
            method,
            form: _,
            connector,
            logo,
            mfa_forwarding,
            listed: _,
            created_at,
            updated_at,
            version: _,
        } = provider;
        Self {
            id: id.to_string(),
            name: name.to_string(),
            url: url.to_string(),
            countries: countries.iter().map(ToString::to_string).collect(),
            utility_types: utility_types.iter().map(|kind| kind.as_str()).collect(),
            sign_in_method: method.name().as_str(),
            connector: connector.map(|connector| connector.key.to_string()),
            logo: logo.map(|logo| file_url(address, &logo.file, FileKind::Png)),
            mfa_forwarding,
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

/// Providers, by name.
#[derive(Serialize)]
pub(crate) struct ProviderList {
    pub(crate) providers: Vec<ProviderShape>,
}

impl Shape for ProviderList {
    fn blocks(&self) -> Vec<Block> {
        let any = |listed: String| if listed.is_empty() { "any".to_owned() } else { listed };
        let row = |one: &ProviderShape| {
            vec![
                one.id.clone(),
                one.name.clone(),
                one.url.clone(),
                any(one.countries.join(" ")),
                any(one.utility_types.join(" ")),
                one.sign_in_method.to_owned(),
                or_dash(one.connector.as_ref()),
            ]
        };
        vec![Block::Table {
            head: &["ID", "NAME", "URL", "COUNTRIES", "UTILITY TYPES", "SIGN-IN", "CONNECTOR"],
            rows: self.providers.iter().map(row).collect(),
            none: "No provider.",
        }]
    }
}
