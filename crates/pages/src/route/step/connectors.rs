//! What a portal offers: the choice among it, and the question about the only one.

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::country::Country;
use latchstring_domain::id::{FlowId, ProviderId};
use latchstring_domain::portal::{Offer, Portal};
use latchstring_domain::provider::Provider;
use latchstring_service::flow_session::{self, ChooseProviderError, FlowView, ProviderWish};
use latchstring_service::portal::{OfferedFlow, PortalOffer};

use super::provider::country::choice;
use super::{shown, withdrawn};
use crate::route::body::Posted;
use crate::route::failure::{Answer, Stop, defect};
use crate::route::walker::Walker;
use crate::view::{Connector, ConnectorGroup, Connectors, ConnectorsProblem, ProviderConfirm, Step as At};

/// Whether the recipient may go back to the choice of a connector.
pub(super) fn is_open(portal: &Portal) -> bool {
    !matches!(portal.offer, Offer::Connector { .. }) && !portal.options.hides_back_buttons
}

/// The connectors; where there is one only, the question whether it is right; the page for an empty offer.
pub(super) fn page(walker: &Walker, view: &FlowView, portal: &Portal, offer: &PortalOffer) -> Response {
    if offer.flows.is_empty() {
        return withdrawn(walker, view);
    }
    if let Some((flow, provider)) = asked_about(walker, offer) {
        return confirm(walker, view, flow, provider, !is_open(portal));
    }
    if let (Offer::Connector { .. }, Some((flow, provider))) = (portal.offer, all(offer).next()) {
        return confirm(walker, view, flow, provider, true);
    }
    show(walker, view, portal, offer, None)
}

/// Every connector with its flow.
fn all(offer: &PortalOffer) -> impl Iterator<Item = (&OfferedFlow, &Provider)> {
    offer.flows.iter().flat_map(|flow| flow.providers.iter().map(move |provider| (flow, provider)))
}

fn find(offer: &PortalOffer, flow: FlowId, provider: ProviderId) -> Option<(&OfferedFlow, &Provider)> {
    all(offer).find(|(offered, found)| offered.flow.id == flow && found.id == provider)
}

/// The connector that the address asks about, because it is to be said in which country.
fn asked_about<'a>(walker: &Walker, offer: &'a PortalOffer) -> Option<(&'a OfferedFlow, &'a Provider)> {
    let flow = walker.visitor.query("flow")?.parse().ok()?;
    let provider = walker.visitor.query("provider")?.parse().ok()?;
    find(offer, flow, provider).filter(|(_, provider)| provider.countries.len() > 1)
}

fn confirm(
    walker: &Walker,
    view: &FlowView,
    flow: &OfferedFlow,
    provider: &Provider,
    locked: bool,
) -> Response {
    let frame = walker.frame(view, At::Provider);
    let served = provider.countries.iter().filter(|_| provider.countries.len() > 1);
    let page = ProviderConfirm {
        session: walker.session(),
        provider: shown(provider, provider.id.to_string()),
        flow: Some(flow.flow.id.to_string()),
        countries: served.map(|country| choice(&frame, *country, None)).collect(),
        locked,
        frame,
    };
    walker.visitor.page(StatusCode::OK, &page)
}

fn show(
    walker: &Walker,
    view: &FlowView,
    portal: &Portal,
    offer: &PortalOffer,
    problem: Option<ConnectorsProblem>,
) -> Response {
    // A search that only differs in white space is the same one, and long ones find nothing anyway. One that was sent
    // with a choice that failed is over.
    let query = walker.visitor.query("q").filter(|_| problem.is_none()).unwrap_or_default();
    let query: String = query.trim().chars().take(100).collect();
    let groups = groups(view, portal, offer);
    let offered = groups.iter().map(|group| group.connectors.len()).sum();
    let page = Connectors {
        frame: walker.frame(view, At::Provider),
        session: walker.session(),
        helper: portal.options.helper_text.as_ref().map(|text| text.as_str().to_owned()),
        groups: matching(groups, &query),
        query,
        offered,
        can_finish: !view.receipts.is_empty(),
        problem,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    walker.visitor.page(status, &page)
}

/// The offer as it is shown. Without the names of flows nobody could tell the same connector of two flows apart, so the
/// first of them stands for it.
fn groups(view: &FlowView, portal: &Portal, offer: &PortalOffer) -> Vec<ConnectorGroup> {
    let hidden = portal.options.hides_flows;
    let named = !hidden && offer.flows.len() > 1;
    let mut seen = Vec::new();
    let groups = offer.flows.iter().map(|OfferedFlow { flow, providers }| {
        let fresh = providers.iter().filter(|provider| {
            let again = hidden && seen.contains(&provider.id);
            seen.push(provider.id);
            !again
        });
        ConnectorGroup {
            flow: flow.id.to_string(),
            name: named.then(|| flow.name.as_str().to_owned()),
            connectors: fresh.map(|provider| connector(view, flow.id, provider)).collect(),
        }
    });
    groups.filter(|group| !group.connectors.is_empty()).collect()
}

fn connector(view: &FlowView, flow: FlowId, provider: &Provider) -> Connector {
    let is_this = |made: &&flow_session::Receipt| {
        let connection = &made.connection;
        connection.provider.id == provider.id && connection.flow.as_ref().is_some_and(|made| made.id == flow)
    };
    let tags = provider.connector.iter().flat_map(|connector| &connector.tags);
    Connector {
        provider: shown(provider, provider.id.to_string()),
        tags: tags.map(|tag| tag.as_str()).collect::<Vec<_>>().join(" "),
        connected: view.receipts.iter().any(|receipt| is_this(&receipt)),
    }
}

/// What has the text in its name, its domain or its tags, whatever the case.
fn matching(mut groups: Vec<ConnectorGroup>, query: &str) -> Vec<ConnectorGroup> {
    let wanted = query.to_lowercase();
    for group in &mut groups {
        group.connectors.retain(|Connector { provider, tags, .. }| {
            [&provider.name, &provider.domain, tags].iter().any(|text| text.to_lowercase().contains(&wanted))
        });
    }
    groups.retain(|group| !group.connectors.is_empty());
    groups
}

/// `POST /p/s/{id}/provider` through a portal: `flow` and `provider`, and `country` where that has to be said.
pub(super) async fn choose(posted: &Posted, view: &FlowView, portal: &Portal, offer: &PortalOffer) -> Answer {
    let walker = &posted.walker;
    let wanted = posted.get("flow").parse().ok().zip(posted.get("provider").parse().ok());
    let problem = match wanted {
        None => ConnectorsProblem::NoChoice,
        Some((flow, provider)) => match find(offer, flow, provider) {
            None => ConnectorsProblem::Gone,
            Some((_, found)) => {
                let Ok(country) = country(posted, found) else {
                    return Ok(walker.go_on_to(&format!("?flow={flow}&provider={provider}")));
                };
                match take(walker, &ProviderWish::Offered { flow, provider }, country).await? {
                    Taken::Yes => return Ok(walker.go_on()),
                    Taken::Gone => ConnectorsProblem::Gone,
                }
            }
        },
    };
    // With one connector, or none left, its own page is the one to go back to.
    if matches!(portal.offer, Offer::Connector { .. }) || offer.flows.is_empty() {
        return Ok(walker.go_on());
    }
    Ok(show(walker, view, portal, offer, Some(problem)))
}

enum Taken {
    Yes,
    Gone,
}

async fn take(walker: &Walker, wish: &ProviderWish, country: Option<Country>) -> Result<Taken, Stop> {
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    match flow_session::choose_provider(ls, &walker.pass, wish, country, &origin).await {
        Ok(()) => Ok(Taken::Yes),
        Err(ChooseProviderError::UnknownProvider) => Ok(Taken::Gone),
        Err(ChooseProviderError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}

/// It has to be said in which of several countries.
struct Unsaid;

/// The country of a choice. It is asked only where there are several; the only one is the one.
fn country(posted: &Posted, provider: &Provider) -> Result<Option<Country>, Unsaid> {
    let mut countries = provider.countries.iter();
    match (countries.next(), countries.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => Ok(Some(*only)),
        (Some(_), Some(_)) => {
            let said = posted.get("country").parse().ok();
            said.filter(|country| provider.countries.contains(country)).map(Some).ok_or(Unsaid)
        }
    }
}
