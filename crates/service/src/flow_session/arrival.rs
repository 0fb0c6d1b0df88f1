//! What waits for a recipient who has just signed in: which of the steps that follow there are.

use latchstring_domain::connection::Connection;
use latchstring_domain::flow::{FieldMapping, Flow};
use latchstring_domain::flow_session::{ConnectionTarget, FieldsToMap, SiteChoice};
use latchstring_domain::link::Link;
use latchstring_domain::mfa::ForwardingStep;
use latchstring_domain::portal::Portal;
use latchstring_domain::provider::Provider;
use latchstring_storage::{ConnectionFilter, Slice};

use super::forwarding::asked_of;
use super::pass::Walk;
use super::progress::Outcome;
use crate::ports::{Answers, SignInOutcome};
use crate::{Failure, Latchstring, Thing};

/// How many of a company's connections in a flow are looked at for an earlier mapping.
const REMEMBERED: u32 = 50;

/// What comes after signing in.
#[derive(Debug, Default)]
pub(super) struct Arrival {
    /// The fields to be mapped, if there are any.
    pub(super) to_map: Option<FieldsToMap>,
    /// The choice of sites, where the recipient is not asked for one.
    pub(super) sites: Option<SiteChoice>,
    /// Whether codes are to be forwarded.
    pub(super) forwarding: ForwardingStep,
}

/// Looks ahead for somebody whom the provider let in. A provider that cannot say now which fields it has makes the
/// whole sign-in unavailable: without them the walk could not be finished as its maker wants it.
pub(super) async fn arrive(
    ls: &Latchstring,
    walk: &Walk,
    provider: &Provider,
    outcome: Outcome,
) -> Result<(Outcome, Arrival), Failure> {
    let access = match &outcome {
        Ok(SignInOutcome::SignedIn(access) | SignInOutcome::CannotVerifyNow(access)) => access,
        _ => return Ok((outcome, Arrival::default())),
    };
    let forwarding = asked_of(ls, walk, provider, access).await?;
    let portal = match walk.session.target {
        ConnectionTarget::Existing(_) => {
            let sites = kept_sites(ls, walk).await?;
            return Ok((outcome, Arrival { to_map: None, sites, forwarding }));
        }
        ConnectionTarget::New(_) => walk.link.portal(),
    };
    let Some(portal) = portal else { return Ok((outcome, Arrival { forwarding, ..Arrival::default() })) };
    let sites = skipped_sites(ls, walk, portal, provider).await?;
    let to_map = match to_map(ls, walk, portal, provider, access).await? {
        Ok(to_map) => to_map,
        Err(unavailable) => return Ok((Err(unavailable), Arrival::default())),
    };
    Ok((outcome, Arrival { to_map, sites, forwarding }))
}

/// The connection that a walk repairs, where its sites may be changed with it.
pub(super) async fn repaired(ls: &Latchstring, walk: &Walk) -> Result<Option<Connection>, Failure> {
    match walk.session.target {
        ConnectionTarget::Existing(id) if walk.session.chooses_sites() => {
            let connection = ls.store().connection(id).await?;
            connection.map(Some).ok_or(Failure::NotFound(Thing::Connection))
        }
        _ => Ok(None),
    }
}

/// What a repair leaves as it is, where it could choose sites but is not asked to.
async fn kept_sites(ls: &Latchstring, walk: &Walk) -> Result<Option<SiteChoice>, Failure> {
    let Some(connection) = repaired(ls, walk).await? else { return Ok(None) };
    let asks = repair_asks_for_sites(ls, &connection).await?;
    let kept = || SiteChoice::from_stored(connection.initial_sites, connection.utility_types);
    Ok((!asks).then(kept))
}

/// Whether a repair asks for sites: not of a portal's connection that was made without any, nor where there are none.
pub(super) async fn repair_asks_for_sites(
    ls: &Latchstring,
    connection: &Connection,
) -> Result<bool, Failure> {
    let wanted = !connection.initial_sites.is_empty() || connection.flow.is_none();
    Ok(wanted && !ls.store().sites_of(connection.company_id).await?.is_empty())
}

async fn skipped_sites(
    ls: &Latchstring,
    walk: &Walk,
    portal: &Portal,
    provider: &Provider,
) -> Result<Option<SiteChoice>, Failure> {
    let asks = asks_for_sites(ls, walk, portal).await?;
    Ok((!asks).then(|| SiteChoice::not_asked(provider.utility_types.clone())))
}

/// Whether a portal asks for sites: not where its maker wants none, nor where there are none.
pub(super) async fn asks_for_sites(ls: &Latchstring, walk: &Walk, portal: &Portal) -> Result<bool, Failure> {
    Ok(!portal.options.skips_sites && !ls.store().sites_of(walk.session.company_id).await?.is_empty())
}

/// Whether the choice of sites asks for utility types too: not for a portal's connector that names none, since it may
/// have nothing to do with utilities, nor for a connection of one that is `repaired`.
pub(super) fn asks_for_types(link: &Link, provider: &Provider, repaired: Option<&Connection>) -> bool {
    let from_portal = link.portal().is_some()
        || repaired
            .is_some_and(|connection| connection.flow.is_some() && connection.utility_types.is_empty());
    !from_portal || !provider.utility_types.is_empty()
}

async fn to_map(
    ls: &Latchstring,
    walk: &Walk,
    portal: &Portal,
    provider: &Provider,
    access: &Answers,
) -> Result<Result<Option<FieldsToMap>, crate::ports::SignInUnavailable>, Failure> {
    let flow_id = walk.session.provider().and_then(|choice| choice.flow_id);
    let (true, Some(flow_id)) = (portal.options.maps_fields, flow_id) else { return Ok(Ok(None)) };
    let Some(flow) = ls.store().flow(flow_id).await? else { return Ok(Ok(None)) };
    let Some(target) = portal.options.schema_of(&flow.key).or(flow.schema.as_ref()) else {
        return Ok(Ok(None));
    };
    let source = match ls.sign_in().discover(provider, access).await {
        Ok(Some(source)) => source,
        Ok(None) => return Ok(Ok(None)),
        Err(unavailable) => return Ok(Err(unavailable)),
    };
    let before = remembered(ls, walk, &flow, provider).await?;
    let suggested = FieldMapping::suggest(target, &source, before.as_ref());
    Ok(Ok(Some(FieldsToMap { target: target.clone(), source, suggested })))
}

/// What was chosen when this company last connected the same provider in this flow.
async fn remembered(
    ls: &Latchstring,
    walk: &Walk,
    flow: &Flow,
    provider: &Provider,
) -> Result<Option<FieldMapping>, Failure> {
    let filter = ConnectionFilter {
        workspace: walk.session.workspace_id,
        company: Some(walk.session.company_id),
        status: None,
        owner_email: None,
        sites: Vec::new(),
        flow: Some(flow.id),
    };
    let newest = Slice::first(REMEMBERED);
    let connections = ls.store().connections(&filter, newest).await?;
    let mut same = connections.into_iter().filter(|connection| connection.provider.id == provider.id);
    Ok(same.find_map(|connection| connection.field_mapping))
}
