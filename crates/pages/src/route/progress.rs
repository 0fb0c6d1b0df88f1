//! The named steps of a walk.

use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::{ConnectionTarget, FlowState};
use latchstring_domain::mfa::ForwardingStep;
use latchstring_domain::portal::Portal;
use latchstring_service::flow_session::FlowView;

use crate::view::Step;

/// The steps of the walk, in order.
pub(super) fn steps(view: &FlowView) -> Vec<Step> {
    let is_new = matches!(view.session.target, ConnectionTarget::New(_));
    let forwarding = view.session.forwarding();
    let steps = [
        (Step::Provider, is_new),
        (Step::SignIn, !view.session.keeps_credentials()),
        (Step::Sites, view.asks_for_sites),
        (Step::Fields, maps_fields(view)),
        (Step::Codes, forwarding != ForwardingStep::NotAsked),
        (Step::Done, true),
    ];
    steps.into_iter().filter(|(_, there)| *there).map(|(step, _)| step).collect()
}

/// Whether fields are mapped, as far as that can be told: who has signed in knows, who has not expects what the link says
/// about the flow, or about any of the flows there are to choose from.
pub(super) fn maps_fields(view: &FlowView) -> bool {
    match &view.session.state {
        FlowState::SignedIn(signed_in)
        | FlowState::SitesChosen { signed_in, .. }
        | FlowState::FieldsMapped { signed_in, .. } => signed_in.to_map.is_some(),
        FlowState::Submitted { .. } => {
            view.receipts.iter().any(|receipt| receipt.connection.field_mapping.is_some())
        }
        FlowState::Opened | FlowState::ProviderChosen(_) | FlowState::Challenged { .. } => {
            view.link.portal().is_some_and(|portal| portal.options.maps_fields && has_schema(view, portal))
        }
    }
}

fn has_schema(view: &FlowView, portal: &Portal) -> bool {
    let chosen = view.session.provider().and_then(|choice| choice.flow_id);
    let wanted = |flow: &&Flow| chosen.is_none_or(|chosen| flow.id == chosen);
    let mut flows =
        view.offer.iter().flat_map(|offer| &offer.flows).map(|offered| &offered.flow).filter(wanted);
    flows.any(|flow| flow.schema.is_some() || portal.options.schema_of(&flow.key).is_some())
}
