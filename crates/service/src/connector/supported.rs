use latchstring_domain::api_key::Scope;
use latchstring_domain::key::FlowKey;
use latchstring_domain::provider::Provider;

use crate::{Caller, Failure, Latchstring, environment, flow};

/// The connectors of a flow, in the order in which they are offered. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn supported(
    ls: &Latchstring,
    caller: &Caller,
    env: &str,
    flow: &FlowKey,
) -> Result<Vec<Provider>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    environment::of(ls, caller, env).await?;
    let flow = flow::find(ls, caller, flow).await?;
    let views = flow::views(ls, vec![flow]).await?;
    Ok(views.into_iter().flat_map(|view| view.connectors).collect())
}
