use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow::Flow;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::provider::Provider;
use latchstring_domain::text::ExternalId;
use latchstring_storage::{ConnectionFilter, MAX_LIMIT, Slice};

use crate::{Caller, Failure, Latchstring, Thing, connector, environment, flow};

/// Where linked connectors are: the path of the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The environment, by its key or its id.
    pub environment: String,
    /// The flow.
    pub flow: FlowKey,
    /// The tenant.
    pub tenant: ExternalId,
}

/// A connection with the connector it is to, which may have left the catalog since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedConnector {
    /// The connection.
    pub connection: Connection,
    /// What it connects.
    pub provider: Option<Provider>,
}

/// A place that was found. A tenant that was not seen yet has nothing linked.
pub(super) struct Found {
    pub(super) flow: Flow,
    pub(super) company: Option<Company>,
}

impl Place {
    pub(super) async fn find(&self, ls: &Latchstring, caller: &Caller) -> Result<Found, Failure> {
        environment::of(ls, caller, &self.environment).await?;
        let flow = flow::find(ls, caller, &self.flow).await?;
        let company = environment::tenant(ls, caller.workspace_id(), &self.tenant).await?;
        Ok(Found { flow, company })
    }
}

impl Found {
    /// What is linked here, newest first. What was ended is not.
    pub(super) async fn connections(&self, ls: &Latchstring) -> Result<Vec<Connection>, Failure> {
        let Some(company) = &self.company else { return Ok(Vec::new()) };
        let filter = ConnectionFilter {
            workspace: company.workspace_id,
            company: Some(company.id),
            status: None,
            owner_email: None,
            sites: Vec::new(),
            flow: Some(self.flow.id),
        };
        let mut all: Vec<Connection> = Vec::new();
        loop {
            let after = Slice::After { id: all.last().map(|connection| connection.id), limit: MAX_LIMIT };
            let page = ls.store().connections(&filter, after).await?;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        all.retain(|connection| connection.is_active);
        Ok(all)
    }

    /// What is linked here, with what it connects.
    pub(super) async fn all(&self, ls: &Latchstring) -> Result<Vec<LinkedConnector>, Failure> {
        let connections = self.connections(ls).await?;
        let ids: Vec<_> = connections.iter().map(|connection| connection.provider.id).collect();
        let providers = ls.store().providers_by_ids(&ids).await?;
        let linked = connections.into_iter().map(|connection| {
            let provider = providers.iter().find(|found| found.id == connection.provider.id).cloned();
            LinkedConnector { connection, provider }
        });
        Ok(linked.collect())
    }

    /// The newest connection to this connector. One to a connector that has left the catalog is found by its
    /// provider's id.
    pub(super) async fn linked(
        &self,
        ls: &Latchstring,
        caller: &Caller,
        name: &ConnectorKey,
    ) -> Result<Option<LinkedConnector>, Failure> {
        let (provider, connections) = self.connections_to(ls, caller, name).await?;
        let newest = connections.into_iter().next();
        Ok(newest.map(|connection| LinkedConnector { connection, provider }))
    }

    /// The connector, if it is in the catalog, and every connection to it, newest first. There is more than one where a
    /// recipient has connected it again through a link.
    pub(super) async fn connections_to(
        &self,
        ls: &Latchstring,
        caller: &Caller,
        name: &ConnectorKey,
    ) -> Result<(Option<Provider>, Vec<Connection>), Failure> {
        let provider = connector::find(ls, caller, name).await?;
        let id = provider.as_ref().map(|provider| provider.id).or_else(|| name.as_str().parse().ok());
        let Some(id) = id else { return Ok((provider, Vec::new())) };
        let mut connections = self.connections(ls).await?;
        connections.retain(|connection| connection.provider.id == id);
        Ok((provider, connections))
    }

    /// The same, which has to be there.
    pub(super) async fn required(
        &self,
        ls: &Latchstring,
        caller: &Caller,
        name: &ConnectorKey,
    ) -> Result<LinkedConnector, Failure> {
        self.linked(ls, caller, name).await?.ok_or(Failure::NotFound(Thing::Connector))
    }
}
