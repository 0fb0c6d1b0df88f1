use latchstring_domain::flow::Flow;
use latchstring_domain::provider::Provider;
use latchstring_service::flow::FlowView;
use serde::Serialize;

use super::schema::{self, TableShape};
use crate::output::{Block, Shape};

/// A flow, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlowShape {
    id: String,
    key: String,
    name: String,
    connectors: Vec<FlowConnector>,
    schema: Option<Vec<TableShape>>,
    created: String,
    updated: String,
}

/// A connector of a flow.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FlowConnector {
    id: String,
    label: String,
    datasource_id: String,
}

impl From<Provider> for FlowConnector {
    fn from(provider: Provider) -> Self {
        let datasource_id = provider.id.to_string();
        // One without a key, which was listed before there were connectors, is called by its id.
        let id = provider.connector.map_or_else(|| datasource_id.clone(), |one| one.key.to_string());
        Self { id, label: provider.name.to_string(), datasource_id }
    }
}

impl From<FlowView> for FlowShape {
    fn from(FlowView { flow, connectors }: FlowView) -> Self {
        let Flow {
            id,
            workspace_id: _,
            key,
            name,
            connectors: _,
            schema,
            created_at,
            updated_at,
            version: _,
        } = flow;
        Self {
            id: id.to_string(),
            key: key.to_string(),
            name: name.to_string(),
            connectors: connectors.into_iter().map(FlowConnector::from).collect(),
            schema: schema.as_ref().map(schema::tables),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl Shape for FlowShape {
    fn blocks(&self) -> Vec<Block> {
        let facts = Block::Facts(vec![
            ("id", self.id.clone()),
            ("key", self.key.clone()),
            ("name", self.name.clone()),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ]);
        let row = |one: &FlowConnector| vec![one.id.clone(), one.label.clone(), one.datasource_id.clone()];
        let connectors = Block::Table {
            head: &["CONNECTOR", "NAME", "PROVIDER ID"],
            rows: self.connectors.iter().map(row).collect(),
            none: "None of its connectors is in the catalog any more: it offers nothing.",
        };
        let none = "It has no fields: recipients map some only if a link brings its own.";
        vec![facts, connectors, schema::block(self.schema.as_deref(), none)]
    }
}

/// Flows, oldest first.
#[derive(Serialize)]
pub(crate) struct FlowList {
    pub(crate) flows: Vec<FlowShape>,
}

impl Shape for FlowList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &FlowShape| {
            vec![
                one.id.clone(),
                one.key.clone(),
                one.name.clone(),
                one.connectors.len().to_string(),
                schema::count(one.schema.as_deref()),
                one.created.clone(),
            ]
        };
        vec![Block::Table {
            head: &["ID", "KEY", "NAME", "CONNECTORS", "FIELDS", "CREATED"],
            rows: self.flows.iter().map(row).collect(),
            none: "No flow.",
        }]
    }
}

/// A flow that is gone.
#[derive(Serialize)]
pub(crate) struct DeletedFlow {
    pub(crate) id: String,
    pub(crate) key: String,
}

impl Shape for DeletedFlow {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!("Deleted the flow {}. The connections made in it stay.", self.key))]
    }
}
