use latchstring_domain::flow::Flow;
use latchstring_domain::id::FlowId;
use latchstring_domain::key::FlowKey;
use latchstring_domain::provider::Provider;

use crate::{Caller, Failure, Latchstring, Thing};

/// A flow with its connectors, in the order in which they are offered; those that are gone are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowView {
    /// The flow.
    pub flow: Flow,
    /// Its connectors.
    pub connectors: Vec<Provider>,
}

/// The caller's flow with this key, or with this id: a UUID is written like a key.
pub(crate) async fn find(ls: &Latchstring, caller: &Caller, name: &FlowKey) -> Result<Flow, Failure> {
    if let Some(flow) = ls.store().flow_by_key(caller.workspace_id(), name).await? {
        return Ok(flow);
    }
    let Ok(id) = name.as_str().parse::<FlowId>() else { return Err(Failure::NotFound(Thing::Flow)) };
    caller.own(ls, Thing::Flow, ls.store().flow(id).await?).await
}

/// The flows with their connectors, with one read for all of them.
pub(crate) async fn views(ls: &Latchstring, flows: Vec<Flow>) -> Result<Vec<FlowView>, Failure> {
    let mut ids: Vec<_> = flows.iter().flat_map(|flow| flow.connectors.ids()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let providers = ls.store().providers_by_ids(&ids).await?;
    let view = |flow: Flow| {
        let of_flow = flow.connectors.ids().iter().filter_map(|id| {
            providers.iter().find(|found| found.id == *id && found.workspace_id == flow.workspace_id)
        });
        FlowView { connectors: of_flow.cloned().collect(), flow }
    };
    Ok(flows.into_iter().map(view).collect())
}

/// The flow with its connectors.
pub(super) async fn view(ls: &Latchstring, flow: Flow) -> Result<FlowView, Failure> {
    views(ls, vec![flow]).await?.pop().ok_or(Failure::Defect("a flow has a view"))
}
