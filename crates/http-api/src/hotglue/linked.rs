use latchstring_domain::connection::Connection;
use latchstring_domain::provider::Provider;
use latchstring_domain::text::ExternalId;
use latchstring_service::linked_connector::LinkedConnector;
use serde::Serialize;
use utoipa::ToSchema;

use super::connector::ConnectorBody;
use crate::mapping::{MappedTable, mapped_tables};
use crate::reveal::Revealed;
use crate::schema::ConnectionStatusName;

/// A connector that a tenant has linked in a flow. It is a connection like any other.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LinkedConnector)]
pub(super) struct LinkedBody {
    /// The connector; its id in the catalog, when it has left the catalog or has no name there.
    #[schema(example = "quickbooks")]
    id: String,
    #[schema(example = "QuickBooks")]
    label: String,
    /// The connector as the catalog has it now; null when it has left the catalog.
    #[schema(required)]
    connector: Option<ConnectorBody>,
    #[schema(example = "customer-1042")]
    tenant: String,
    /// The flow, by its key.
    #[schema(example = "invoices")]
    flow_id: String,
    #[schema(value_type = ConnectionStatusName)]
    status: &'static str,
    /// Which of the connector's fields fill which of yours; null where nobody said.
    #[schema(required)]
    field_map: Option<Vec<MappedTable>>,
    /// What it was linked with; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<std::collections::BTreeMap<String, String>>)]
    config: Option<Revealed>,
    /// The connection that it is.
    #[schema(format = Uuid)]
    connection_id: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl LinkedBody {
    /// What a tenant has linked, as a deployment at this address tells of it.
    pub(super) fn new(
        linked: LinkedConnector,
        tenant: &ExternalId,
        config: Option<Revealed>,
        address: &str,
    ) -> Self {
        let LinkedConnector { connection, provider } = linked;
        Self::of(&connection, provider.as_ref(), tenant, config, address)
    }

    fn of(
        connection: &Connection,
        provider: Option<&Provider>,
        tenant: &ExternalId,
        config: Option<Revealed>,
        address: &str,
    ) -> Self {
        let id = provider.map_or_else(|| connection.provider.id.to_string(), crate::flows::connector_id);
        Self {
            id,
            label: connection.provider.name.to_string(),
            connector: provider.map(|provider| ConnectorBody::new(provider, address)),
            tenant: tenant.to_string(),
            flow_id: connection.flow.as_ref().map_or_else(String::new, |flow| flow.key.to_string()),
            status: connection.status.as_str(),
            field_map: connection.field_mapping.as_ref().map(mapped_tables),
            config,
            connection_id: connection.id.to_string(),
            created_at: connection.created_at.to_string(),
            updated_at: connection.updated_at.to_string(),
        }
    }
}
