use std::collections::BTreeMap;

use latchstring_domain::company::Company;
use latchstring_service::company::CompanyView;
use serde::Serialize;
use utoipa::ToSchema;

use crate::sites::SiteBody;
use crate::time_text;

/// A company whose accounts are connected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Company)]
pub(crate) struct CompanyBody {
    #[schema(format = Uuid)]
    id: String,
    /// The id that is safe in URLs.
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_id: String,
    #[schema(example = "Northwind Traders")]
    name: String,
    /// Your own id for it.
    #[schema(required, example = "customer-1042")]
    external_id: Option<String>,
    /// Its sites, oldest first.
    sites: Vec<SiteBody>,
    /// From when on its data is collected.
    #[schema(required, format = Date)]
    data_collection_start_date: Option<String>,
    /// Your own labels.
    metadata: BTreeMap<String, String>,
    /// All its magic links that were minted before this time are dead; null when none were cut off.
    #[schema(required, format = DateTime)]
    links_not_before: Option<String>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

impl From<CompanyView> for CompanyBody {
    fn from(CompanyView { company, sites }: CompanyView) -> Self {
        let Company {
            id,
            workspace_id: _,
            public_id,
            name,
            external_id,
            data_collection_start_date,
            metadata,
            links_not_before,
            created_at,
            updated_at,
            version: _,
        } = company;
        Self {
            id: id.to_string(),
            public_id: public_id.to_string(),
            name: name.to_string(),
            external_id: external_id.map(|id| id.to_string()),
            sites: sites.into_iter().map(Into::into).collect(),
            data_collection_start_date: data_collection_start_date.map(time_text::date),
            metadata: metadata.labels().clone(),
            links_not_before: links_not_before.map(|at| at.to_string()),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}
