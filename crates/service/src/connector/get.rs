use latchstring_domain::api_key::Scope;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::Provider;

use super::find::find;
use crate::{Caller, Failure, Latchstring, Thing};

/// The connector of the catalog with this key or id. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, name: &ConnectorKey) -> Result<Provider, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    find(ls, caller, name).await?.ok_or(Failure::NotFound(Thing::Connector))
}
