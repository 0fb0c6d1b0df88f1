use latchstring_domain::api_key::Scope;
use latchstring_domain::key::ConnectorKey;

use super::find::{LinkedConnector, Place};
use crate::{Caller, Failure, Latchstring};

/// What a tenant has linked in a flow, newest first; only this connector, when one is named. Needs the scope
/// `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    place: &Place,
    connector: Option<&ConnectorKey>,
) -> Result<Vec<LinkedConnector>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    let found = place.find(ls, caller).await?;
    if let Some(name) = connector {
        return Ok(found.linked(ls, caller, name).await?.into_iter().collect());
    }
    let connections = found.connections(ls).await?;
    let ids: Vec<_> = connections.iter().map(|connection| connection.provider.id).collect();
    let providers = ls.store().providers_by_ids(&ids).await?;
    let linked = connections.into_iter().map(|connection| {
        let provider = providers.iter().find(|found| found.id == connection.provider.id).cloned();
        LinkedConnector { connection, provider }
    });
    Ok(linked.collect())
}
