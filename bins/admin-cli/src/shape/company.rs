use std::collections::BTreeMap;

use latchstring_domain::company::Company;
use latchstring_service::company::CompanyView;
use serde::Serialize;

use super::metadata;
use super::site::{self, SiteShape};
use crate::output::{Block, Shape, or_dash};

/// A company with its sites, oldest first.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompanyShape {
    id: String,
    public_id: String,
    name: String,
    external_id: Option<String>,
    data_collection_start_date: Option<String>,
    metadata: BTreeMap<String, String>,
    links_not_before: Option<String>,
    sites: Vec<SiteShape>,
    created: String,
    updated: String,
}

impl From<CompanyView> for CompanyShape {
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
            data_collection_start_date: data_collection_start_date.map(|date| date.to_string()),
            metadata: metadata.labels().clone(),
            links_not_before: links_not_before.map(|at| at.to_string()),
            sites: sites.into_iter().map(SiteShape::from).collect(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl Shape for CompanyShape {
    fn blocks(&self) -> Vec<Block> {
        let mut facts = vec![
            ("id", self.id.clone()),
            ("public id", self.public_id.clone()),
            ("name", self.name.clone()),
            ("external id", or_dash(self.external_id.as_ref())),
            ("collects from", or_dash(self.data_collection_start_date.as_ref())),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ];
        if !self.metadata.is_empty() {
            facts.push(("metadata", metadata::lines(&self.metadata)));
        }
        facts.extend(self.links_not_before.clone().map(|at| ("links not before", at)));
        vec![Block::Facts(facts), site::table(&self.sites)]
    }
}

/// Companies, newest first.
#[derive(Serialize)]
pub(crate) struct CompanyList {
    pub(crate) companies: Vec<CompanyShape>,
}

impl Shape for CompanyList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &CompanyShape| {
            vec![
                one.id.clone(),
                one.name.clone(),
                or_dash(one.external_id.as_ref()),
                one.sites.len().to_string(),
                one.created.clone(),
            ]
        };
        vec![Block::Table {
            head: &["ID", "NAME", "EXTERNAL ID", "SITES", "CREATED"],
            rows: self.companies.iter().map(row).collect(),
            none: "No company.",
        }]
    }
}
