//! What a portal offers at this moment.

use latchstring_domain::flow::Flow;
use latchstring_domain::id::{FlowId, ProviderId, WorkspaceId};
use latchstring_domain::portal::Offer;
use latchstring_domain::provider::Provider;

use crate::flow::{FlowView, views};
use crate::{Failure, Latchstring};

/// What a portal offers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PortalOffer {
    /// The flows that have something to connect, oldest first.
    pub flows: Vec<OfferedFlow>,
}

/// A flow with what can be connected in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedFlow {
    /// The flow.
    pub flow: Flow,
    /// What can be connected, in the flow's order.
    pub providers: Vec<Provider>,
}

/// What a portal of this workspace offers. Flows and providers that are gone are not offered.
pub(crate) async fn offered(
    ls: &Latchstring,
    workspace: WorkspaceId,
    offer: Offer,
) -> Result<PortalOffer, Failure> {
    let flows = match offer {
        Offer::All => ls.store().flows(workspace).await?,
        Offer::Flow(id) | Offer::Connector { flow: id, .. } => {
            ls.store().flow(id).await?.into_iter().collect()
        }
    };
    let own = flows.into_iter().filter(|flow| flow.workspace_id == workspace).collect();
    let flows = views(ls, own).await?.into_iter().filter_map(|FlowView { flow, connectors }| {
        let offered = |provider: &Provider| provider.listed && offer.has_provider(provider.id);
        let providers: Vec<_> = connectors.into_iter().filter(offered).collect();
        (!providers.is_empty()).then_some(OfferedFlow { flow, providers })
    });
    Ok(PortalOffer { flows: flows.collect() })
}

/// The one provider that a portal offers when it was made for one.
pub(crate) async fn only_provider(
    ls: &Latchstring,
    workspace: WorkspaceId,
    offer: Offer,
) -> Result<Option<Provider>, Failure> {
    let Offer::Connector { flow, provider } = offer else { return Ok(None) };
    Ok(resolve(ls, workspace, offer, flow, provider).await?.map(|(_, provider)| provider))
}

/// The flow and the provider, when the portal offers that provider in that flow.
pub(crate) async fn resolve(
    ls: &Latchstring,
    workspace: WorkspaceId,
    offer: Offer,
    flow: FlowId,
    provider: ProviderId,
) -> Result<Option<(Flow, Provider)>, Failure> {
    if !offer.has_flow(flow) {
        return Ok(None);
    }
    let offered = offered(ls, workspace, narrowed(offer, flow)).await?;
    let found = offered.flows.into_iter().find(|offered| offered.flow.id == flow);
    Ok(found.and_then(|OfferedFlow { flow, providers }| {
        providers.into_iter().find(|found| found.id == provider).map(|provider| (flow, provider))
    }))
}

/// The offer without the flows that nobody asks for.
const fn narrowed(offer: Offer, flow: FlowId) -> Offer {
    match offer {
        Offer::All | Offer::Flow(_) => Offer::Flow(flow),
        connector @ Offer::Connector { .. } => connector,
    }
}
