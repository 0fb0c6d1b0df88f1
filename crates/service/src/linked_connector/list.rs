use latchstring_domain::api_key::Scope;
use latchstring_domain::key::ConnectorKey;

use super::find::{LinkedConnector, Place};
use crate::ports::Answers;
use crate::{Caller, Failure, Latchstring, connection};

/// A linked connector, with the values it was linked with when they were asked for.
#[derive(Debug)]
pub struct ListedConnector {
    /// The connector.
    pub linked: LinkedConnector,
    /// What it was linked with; `None` when nobody asked.
    pub config: Option<Answers>,
}

/// Which linked connectors are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLinkedConnectors {
    /// Where.
    pub place: Place,
    /// Only this connector.
    pub connector: Option<ConnectorKey>,
    /// Whether the values they were linked with are wanted, each reading of which is an event.
    pub config: bool,
}

/// What a tenant has linked in a flow, newest first. Needs the scope `connections:read`, and `credentials:read` to be
/// told the values.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: &ListLinkedConnectors,
) -> Result<Vec<ListedConnector>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    if wish.config {
        caller.require(ls, Scope::CredentialsRead).await?;
    }
    let found = wish.place.find(ls, caller).await?;
    let linked = match &wish.connector {
        Some(name) => found.linked(ls, caller, name).await?.into_iter().collect(),
        None => found.all(ls).await?,
    };
    let mut listed = Vec::with_capacity(linked.len());
    for linked in linked {
        let config = match wish.config {
            true => Some(connection::reveal(ls, caller, &linked.connection).await?),
            false => None,
        };
        listed.push(ListedConnector { linked, config });
    }
    Ok(listed)
}
