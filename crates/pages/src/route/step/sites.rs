use std::collections::BTreeSet;

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::{FlowState, SiteChoiceError};
use latchstring_domain::id::SiteId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::mfa::ForwardingStep;
use latchstring_domain::prefill::{Prefill, PrefillField};
use latchstring_domain::site::Site;
use latchstring_domain::utility::{UtilityType as Kind, UtilityTypes};
use latchstring_service::flow_session::{self, ChooseSitesError, FlowView};

use super::submission;
use crate::route::body::Posted;
use crate::route::failure::{Answer, defect};
use crate::route::progress::maps_fields;
use crate::route::walker::Walker;
use crate::view::{SiteCard, Sites, SitesProblem, Step as At, TypeCard, UtilityType};

/// What is ticked.
pub(super) struct Ticked {
    sites: Vec<SiteId>,
    types: UtilityTypes,
}

/// Whether the forwarding of codes is still to come.
const fn asks_for_codes(view: &FlowView) -> bool {
    matches!(view.session.forwarding(), ForwardingStep::Asked { .. })
}

/// The sites and kinds of bills to choose from.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Response {
    show(walker, view, &expected(view), None)
}

/// The same with what is ticked, and what is wrong with it.
pub(super) fn show(
    walker: &Walker,
    view: &FlowView,
    ticked: &Ticked,
    problem: Option<SitesProblem>,
) -> Response {
    let sites_fixed = is_fixed(view, PrefillField::InitialSites);
    let types_fixed = is_fixed(view, PrefillField::UtilityTypes);
    // Where the inviter fixed a choice, there is nothing else to show, and all of it is taken.
    let filled = prefill(view);
    let sites = view
        .sites
        .iter()
        .filter(|site| !sites_fixed || filled.is_some_and(|filled| filled.initial_sites.contains(&site.id)));
    let cards = sites.map(|site| card(site, sites_fixed || ticked.sites.contains(&site.id)));
    let types = offered_types(view, types_fixed).into_iter().map(|kind| TypeCard {
        kind: utility_type(kind),
        selected: types_fixed || ticked.types.contains(&kind),
    });
    let page = Sites {
        frame: walker.frame(view, At::Sites),
        session: walker.session(),
        sites: cards.collect(),
        sites_fixed,
        types: types.collect(),
        types_fixed,
        fields_follow: maps_fields(view) || asks_for_codes(view),
        problem,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    walker.visitor.page(status, &page)
}

/// `POST /p/s/{id}/sites`: `site` and `type`, each as often as ticked. Goes on to the fields where there are some to map;
/// else it submits, which spends a use.
pub(in crate::route) async fn submit(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    if !submission::can_choose_sites(&view) {
        return Ok(walker.go_on());
    }
    let ticked = Ticked {
        sites: posted.all("site").filter_map(|id| id.parse().ok()).collect(),
        types: posted.all("type").filter_map(|name| name.parse().ok()).collect(),
    };
    let chosen =
        flow_session::choose_sites(walker.latchstring(), &walker.pass, &ticked.sites, &ticked.types).await;
    let problem = match chosen {
        Ok(()) => return submission::next(walker).await,
        Err(ChooseSitesError::Choice(SiteChoiceError::NoSite)) => SitesProblem::NoSite,
        Err(ChooseSitesError::Choice(SiteChoiceError::NoUtilityType)) => SitesProblem::NoType,
        Err(ChooseSitesError::Choice(_) | ChooseSitesError::Locked) => SitesProblem::Changed,
        Err(ChooseSitesError::Flow(error)) => return Err(walker.stop(error).await),
        Err(other) => return Err(defect(&other).into()),
    };
    // Read again: what is shown now has to be what can be chosen now.
    let view = walker.view().await?;
    Ok(show(walker, &view, &ticked, Some(problem)))
}

fn prefill(view: &FlowView) -> Option<&Prefill> {
    match view.link.purpose() {
        Purpose::CreateConnection { prefill, .. } => Some(prefill),
        Purpose::EditConnection { .. } => None,
    }
}

fn is_fixed(view: &FlowView, field: PrefillField) -> bool {
    match view.link.purpose() {
        // A lock on sites that are all deleted by now holds nothing any more.
        Purpose::CreateConnection { prefill, locks } if field == PrefillField::InitialSites => {
            locks.contains(&field) && view.sites.iter().any(|site| prefill.initial_sites.contains(&site.id))
        }
        Purpose::CreateConnection { locks, .. } => locks.contains(&field),
        Purpose::EditConnection { .. } => false,
    }
}

/// What is ticked when the page is first seen: what was chosen before, else what a repaired connection has, else what the
/// inviter filled in, else what leaves no choice. Nothing is ticked for the recipient that nobody asked for.
pub(super) fn expected(view: &FlowView) -> Ticked {
    if let FlowState::SitesChosen { sites, .. } | FlowState::FieldsMapped { sites, .. } = &view.session.state
    {
        return Ticked { sites: sites.sites().to_vec(), types: sites.utility_types().clone() };
    }
    if let Some(connection) = &view.repaired {
        let (sites, types) = (connection.initial_sites.clone(), connection.utility_types.clone());
        return Ticked { sites, types };
    }
    let mut sites = prefill(view).map(|filled| filled.initial_sites.clone()).unwrap_or_default();
    if let ([only], true) = (view.sites.as_slice(), sites.is_empty()) {
        sites.push(only.id);
    }
    let filled = prefill(view).map(|filled| filled.utility_types.clone()).unwrap_or_default();
    let types = if filled.is_empty() { delivered(view).clone() } else { filled };
    Ticked { sites, types }
}

/// What the provider delivers; empty where that is not known.
fn delivered(view: &FlowView) -> &UtilityTypes {
    static NOTHING: UtilityTypes = BTreeSet::new();
    view.chosen.as_ref().map_or(&NOTHING, |provider| &provider.utility_types)
}

fn offered_types(view: &FlowView, fixed: bool) -> UtilityTypes {
    if !view.asks_for_types {
        return UtilityTypes::new();
    }
    let filled = prefill(view).map(|filled| filled.utility_types.clone()).unwrap_or_default();
    if fixed {
        return filled;
    }
    let had = view.repaired.as_ref().map(|connection| connection.utility_types.clone()).unwrap_or_default();
    let delivered = delivered(view);
    if delivered.is_empty() { Kind::ALL.iter().copied().collect() } else { &(delivered | &filled) | &had }
}

fn card(site: &Site, selected: bool) -> SiteCard {
    let address = site.address.as_ref().map(|address| address.as_str().replace('\n', ", "));
    let path = || {
        let steps: Vec<_> = site.path.steps().iter().map(|step| step.as_str()).collect();
        (!steps.is_empty()).then(|| steps.join(" / "))
    };
    SiteCard {
        id: site.id.to_string(),
        name: site.name.as_str().to_owned(),
        detail: address.or_else(path),
        selected,
    }
}

/// A kind of utility as the pages name it.
pub(super) const fn utility_type(kind: Kind) -> UtilityType {
    match kind {
        Kind::Electricity => UtilityType::Electricity,
        Kind::Gas => UtilityType::Gas,
        Kind::Water => UtilityType::Water,
        Kind::Waste => UtilityType::Waste,
        Kind::Fuel => UtilityType::Fuel,
        Kind::Solar => UtilityType::Solar,
        Kind::Sewer => UtilityType::Sewer,
        Kind::Steam => UtilityType::Steam,
        Kind::ChilledWater => UtilityType::ChilledWater,
        Kind::HotWater => UtilityType::HotWater,
    }
}
