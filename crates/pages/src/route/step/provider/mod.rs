//! Choosing a provider: the one that the inviter named, one of the catalog, or one that is not in it.

pub(super) mod country;
mod groups;
mod wish;

use http::StatusCode;
use latchstring_domain::flow_session::{ConnectionTarget, Step};
use latchstring_domain::invitation::Purpose;
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use latchstring_service::flow_session::{self, ChooseProviderError, FlowView};
use latchstring_service::provider::{SearchProviders, search};

use super::{connectors, shown, withdrawn};
use crate::route::body::Posted;
use crate::route::failure::{Answer, Stop, defect};
use crate::route::walker::Walker;
use crate::view::{Provider, ProviderConfirm, ProviderSearch, SearchProblem, Step as At, Unlisted};

/// How many a search shows. Whoever does not find theirs among so many types another letter.
const RESULTS: u32 = 20;

/// What a form sends to choose the provider that the inviter named, which may not be in the catalog yet. No id looks so.
const PREFILLED: &str = "prefilled";

/// What the inviter filled in, for a new connection.
fn prefill(view: &FlowView) -> Option<(&Prefill, &Locks)> {
    match view.link.purpose() {
        Purpose::CreateConnection { prefill, locks } => Some((prefill, locks)),
        Purpose::EditConnection { .. } => None,
    }
}

/// Whether the recipient may choose among providers.
pub(in crate::route) fn is_open(view: &FlowView) -> bool {
    if let Some(portal) = view.link.portal() {
        return connectors::is_open(portal);
    }
    let is_new = matches!(view.session.target, ConnectionTarget::New(_));
    is_new && prefill(view).is_some_and(|(_, locks)| !locks.contains(&PrefillField::Provider))
}

/// The question whether the inviter named the right one, or the search; for a portal, what it offers.
pub(in crate::route) async fn page(walker: &Walker, view: &FlowView) -> Answer {
    if let (Some(portal), Some(offer)) = (view.link.portal(), &view.offer) {
        return Ok(connectors::page(walker, view, portal, offer));
    }
    let Some(provider) = named(view) else {
        // The one that the inviter fixed has been withdrawn.
        return if is_open(view) { search_page(walker, view).await } else { Ok(withdrawn(walker, view)) };
    };
    let countries = match &view.suggested {
        Some(known) if !known.countries.is_empty() => country::choices_of(walker, view, &known.countries),
        _ => country::choices(walker, view, None),
    };
    let page = ProviderConfirm {
        frame: walker.frame(view, At::Provider),
        session: walker.session(),
        provider,
        flow: None,
        countries,
        locked: !is_open(view),
    };
    Ok(walker.visitor.page(StatusCode::OK, &page))
}

/// The provider that the inviter named: as the catalog knows it, or by its domain alone.
fn named(view: &FlowView) -> Option<Provider> {
    let hint = prefill(view)?.0.provider.as_ref()?;
    match (&view.suggested, hint) {
        (Some(known), _) => Some(shown(known, PREFILLED.to_owned())),
        (None, ProviderHint::Url(url)) => Some(Provider {
            id: PREFILLED.to_owned(),
            name: url.domain().to_owned(),
            domain: url.domain().to_owned(),
            country: None,
            logo_url: None,
        }),
        (None, ProviderHint::Id(_)) => None,
    }
}

/// The form for a provider that is not listed, where the inviter allows one.
fn unlisted(view: &FlowView, typed: Unlisted) -> Option<Unlisted> {
    view.link.allowed_providers().is_none().then_some(typed)
}

/// The search, with what it found for `q` and `country`; for a portal, what it offers.
pub(in crate::route) async fn search_page(walker: &Walker, view: &FlowView) -> Answer {
    if let (Some(portal), Some(offer)) = (view.link.portal(), &view.offer) {
        return Ok(connectors::page(walker, view, portal, offer));
    }
    let query = walker.visitor.query("q").unwrap_or_default().to_owned();
    // All that the inviter allowed was withdrawn: then no search finds anything, and nothing can be typed.
    if view.link.allowed_providers().is_some() && offered(walker, view).await?.is_empty() {
        return Ok(withdrawn(walker, view));
    }
    let page = found(walker, view, query, walker.visitor.query("country"), Unlisted::default()).await?;
    Ok(walker.visitor.page(StatusCode::OK, &page))
}

/// One of the providers that the link allows, if there still is any.
async fn offered(
    walker: &Walker,
    view: &FlowView,
) -> Result<Vec<latchstring_domain::provider::Provider>, Stop> {
    let allowed = view.link.allowed_providers().cloned().unwrap_or_default();
    let wish = SearchProviders { allowed, limit: 1, ..SearchProviders::default() };
    Ok(search(walker.latchstring(), view.workspace.id, &wish).await?)
}

async fn found(
    walker: &Walker,
    view: &FlowView,
    query: String,
    country: Option<&str>,
    typed: Unlisted,
) -> Result<ProviderSearch, Stop> {
    // A search that only differs in white space is the same one, and long ones find nothing anyway.
    let query: String = query.trim().chars().take(100).collect();
    let wanted = country::wanted(view, country);
    let wish = SearchProviders {
        text: Some(query.clone()),
        country: wanted,
        allowed: view.link.allowed_providers().cloned().unwrap_or_default(),
        // One more than is shown tells whether there are more.
        limit: RESULTS.saturating_add(1),
        ..SearchProviders::default()
    };
    let mut results = search(walker.latchstring(), view.workspace.id, &wish).await?;
    let shown = usize::try_from(RESULTS).unwrap_or(usize::MAX);
    let has_more = results.len() > shown;
    results.truncate(shown);
    let frame = walker.frame(view, At::Provider);
    Ok(ProviderSearch {
        session: walker.session(),
        query,
        countries: country::choices(walker, view, country),
        groups: groups::by_country(&frame, &results, wanted),
        has_more,
        unlisted: unlisted(view, typed),
        problem: None,
        frame,
    })
}

/// `POST /p/s/{id}/provider`: `provider` and `country`, or `other_name`, `other_url` and `country`; for a portal `flow` and
/// `provider`.
pub(in crate::route) async fn choose(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    if !matches!(view.session.step(), Step::Provider | Step::SignIn | Step::Challenge) {
        return Ok(walker.go_on());
    }
    if let (Some(portal), Some(offer)) = (view.link.portal(), &view.offer) {
        return connectors::choose(&posted, &view, portal, offer).await;
    }
    let country = posted.has("country").then(|| posted.get("country"));
    let problem = match wish::read(&posted) {
        Err(problem) => problem,
        Ok(wish) => {
            let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
            let wanted = country::wanted(&view, country);
            match flow_session::choose_provider(ls, &walker.pass, &wish, wanted, &origin).await {
                Ok(()) => return Ok(walker.go_on()),
                Err(ChooseProviderError::UnknownProvider) => SearchProblem::NoChoice,
                Err(
                    ChooseProviderError::ProviderLocked
                    | ChooseProviderError::NotAllowed
                    | ChooseProviderError::CountryLocked,
                ) => SearchProblem::NotAllowed,
                Err(ChooseProviderError::Flow(error)) => return Err(walker.stop(error).await),
                Err(other) => return Err(defect(&other).into()),
            }
        }
    };
    // Nothing but a provider that the inviter fixed can be chosen: its page is the one to go back to.
    if !is_open(&view) {
        return Ok(walker.go_on());
    }
    let typed =
        Unlisted { name: posted.get("other_name").to_owned(), url: posted.get("other_url").to_owned() };
    let mut page = found(walker, &view, String::new(), country, typed).await?;
    page.problem = Some(problem);
    Ok(walker.visitor.page(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
