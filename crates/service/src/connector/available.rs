use latchstring_domain::api_key::Scope;
use latchstring_domain::provider::Provider;
use latchstring_storage::MAX_LIMIT;

use crate::{Caller, Failure, Latchstring, environment};

/// Every connector of the catalog, by key. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn available(ls: &Latchstring, caller: &Caller, env: &str) -> Result<Vec<Provider>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    let workspace = environment::of(ls, caller, env).await?;
    let mut all: Vec<Provider> = Vec::new();
    loop {
        let last = all.last().and_then(|provider| provider.connector.as_ref());
        let after = last.map(|connector| connector.key.clone());
        let page = ls.store().connectors(workspace.id, after.as_ref(), MAX_LIMIT).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
