use latchstring_domain::id::ProviderId;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::Provider;

use crate::{Caller, Failure, Latchstring, Thing};

/// Why connectors were not found.
pub(crate) enum FindConnectorsError {
    /// The catalog has none of these names; their places among those given.
    Unknown(Vec<usize>),
    Failed(Failure),
}

impl From<Failure> for FindConnectorsError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The provider of the caller's catalog with this key, or with this id: a UUID is written like a key. One that is not
/// listed is nobody's to offer.
pub(crate) async fn find(
    ls: &Latchstring,
    caller: &Caller,
    name: &ConnectorKey,
) -> Result<Option<Provider>, Failure> {
    if let Some(provider) = ls.store().connector(caller.workspace_id(), name).await? {
        return Ok(Some(provider).filter(|found| found.listed));
    }
    let Ok(id) = name.as_str().parse::<ProviderId>() else { return Ok(None) };
    let found = caller.if_own(ls, Thing::Provider, ls.store().provider(id).await?).await?;
    Ok(found.filter(|found| found.listed))
}

/// The ids of all of these.
pub(crate) async fn find_all(
    ls: &Latchstring,
    caller: &Caller,
    names: &[ConnectorKey],
) -> Result<Vec<ProviderId>, FindConnectorsError> {
    let mut ids = Vec::with_capacity(names.len());
    let mut unknown = Vec::new();
    for (place, name) in names.iter().enumerate() {
        match find(ls, caller, name).await? {
            Some(provider) => ids.push(provider.id),
            None => unknown.push(place),
        }
    }
    if unknown.is_empty() { Ok(ids) } else { Err(FindConnectorsError::Unknown(unknown)) }
}
