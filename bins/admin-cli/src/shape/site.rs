use latchstring_domain::site::Site;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// A site.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SiteShape {
    id: String,
    company_id: String,
    name: String,
    external_id: Option<String>,
    address: Option<String>,
    path: Vec<String>,
    created: String,
    updated: String,
}

impl From<Site> for SiteShape {
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
            path: path.steps().iter().map(ToString::to_string).collect(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl Shape for SiteShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![
            ("id", self.id.clone()),
            ("company", self.company_id.clone()),
            ("name", self.name.clone()),
            ("external id", or_dash(self.external_id.as_ref())),
            ("address", or_dash(self.address.as_ref())),
            ("path", path(&self.path)),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ])]
    }
}

fn path(steps: &[String]) -> String {
    if steps.is_empty() { "-".to_owned() } else { steps.join(" / ") }
}

/// Sites as lines of a table.
pub(super) fn table(sites: &[SiteShape]) -> Block {
    let row = |one: &SiteShape| {
        vec![
            one.id.clone(),
            one.name.clone(),
            or_dash(one.external_id.as_ref()),
            path(&one.path),
            or_dash(one.address.as_ref()),
        ]
    };
    Block::Table {
        head: &["SITE ID", "NAME", "EXTERNAL ID", "PATH", "ADDRESS"],
        rows: sites.iter().map(row).collect(),
        none: "The company has no site.",
    }
}

/// The sites of a company, oldest first.
#[derive(Serialize)]
pub(crate) struct SiteList {
    pub(crate) sites: Vec<SiteShape>,
}

impl Shape for SiteList {
    fn blocks(&self) -> Vec<Block> {
        vec![table(&self.sites)]
    }
}
