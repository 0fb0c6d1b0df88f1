use latchstring_domain::flow::{Flow, FlowConnectors, FlowConnectorsError};
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::Provider;
use latchstring_service::flow::FlowView;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mapping::{TableBody, tables};
use crate::read::{FieldCode, Fields, Refused, invalid, key};

/// A named choice of what can be connected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Flow)]
pub(crate) struct FlowBody {
    #[schema(format = Uuid)]
    id: String,
    /// What your programs call it: the `flow_id` of the paths that name one.
    #[schema(example = "invoices")]
    key: String,
    /// Its name, shown to recipients.
    #[schema(example = "Invoices")]
    name: String,
    /// What can be connected, in the order in which it is offered.
    connectors: Vec<FlowConnector>,
    /// The fields you want filled; null when recipients are not asked.
    #[schema(required)]
    schema: Option<Vec<TableBody>>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

/// A connector of a flow.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlowConnector {
    /// What your programs call it; its id in the catalog, when it has no such name.
    #[schema(example = "quickbooks")]
    id: String,
    #[schema(example = "QuickBooks")]
    label: String,
    /// Its id in the catalog.
    #[schema(format = Uuid)]
    datasource_id: String,
}

/// What programs call a provider.
pub(crate) fn connector_id(provider: &Provider) -> String {
    provider.connector.as_ref().map_or_else(|| provider.id.to_string(), |connector| connector.key.to_string())
}

impl From<FlowView> for FlowBody {
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
        let connector = |provider: Provider| FlowConnector {
            id: connector_id(&provider),
            label: provider.name.to_string(),
            datasource_id: provider.id.to_string(),
        };
        Self {
            id: id.to_string(),
            key: key.to_string(),
            name: name.to_string(),
            connectors: connectors.into_iter().map(connector).collect(),
            schema: schema.as_ref().map(tables),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

/// Reads `connectors`.
pub(super) fn connectors(fields: &mut Fields) -> Option<Vec<ConnectorKey>> {
    let named = fields.list("connectors", FlowConnectors::MAX, key)?;
    if named.is_empty() && !fields.refused_below("connectors") {
        fields.refuse("connectors", Refused::saying(FieldCode::Empty, FlowConnectorsError::Empty));
        return None;
    }
    Some(named)
}

/// 422: the catalog has no connectors with these names.
pub(super) fn unknown_connectors(places: &[usize]) -> Problem {
    let unknown = |place: &usize| {
        let detail = "is not a connector of the catalog";
        Refused::new(FieldCode::UnknownConnector, detail).at(format!("/connectors/{place}"))
    };
    invalid(places.iter().map(unknown))
}

/// 422: there are too few or too many.
pub(super) fn wrong_count(error: FlowConnectorsError) -> Problem {
    let code = match error {
        FlowConnectorsError::Empty => FieldCode::Empty,
        _ => FieldCode::TooMany,
    };
    invalid([Refused::saying(code, error).at("/connectors")])
}
