use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::SitePathStep;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::Array;

use crate::read::{Fields, text};
use crate::schema::texts;

/// A place of a company that utilities are delivered to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Site)]
pub(crate) struct SiteBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(format = Uuid)]
    company_id: String,
    #[schema(example = "Harbour warehouse")]
    name: String,
    /// Your own id for it.
    #[schema(required, example = "site-7")]
    external_id: Option<String>,
    #[schema(required, example = "1 Pier Road, Portland")]
    address: Option<String>,
    /// The groups above it, outermost first.
    #[schema(example = json!(["West", "Oregon"]))]
    path: Vec<String>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

impl From<Site> for SiteBody {
    fn from(site: Site) -> Self {
        let Site {
            id,
            workspace_id: _,
            company_id,
            name,
            external_id,
            address,
            path,
            created_at,
            updated_at,
            version: _,
        } = site;
        Self {
            id: id.to_string(),
            company_id: company_id.to_string(),
            name: name.to_string(),
            external_id: external_id.map(|id| id.to_string()),
            address: address.map(|address| address.to_string()),
            path: path.steps().iter().map(SitePathStep::to_string).collect(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

/// What [`path`] reads.
pub(super) fn path_schema() -> Array {
    let mut schema = texts("The groups above it, outermost first.", SitePath::MAX, 100);
    schema.example = Some(json!(["West", "Oregon"]));
    schema
}

/// Reads `path`, which every request about a site may have.
pub(super) fn path(fields: &mut Fields) -> Option<SitePath> {
    let steps = fields.list("path", SitePath::MAX, text(SitePathStep::parse))?;
    // The list was read with the same bound.
    SitePath::new(steps).ok()
}
