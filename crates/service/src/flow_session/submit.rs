use latchstring_domain::Timestamp;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::flow::ConnectedFlow;
use latchstring_domain::flow_session::{
    ConnectionTarget, FlowLink, FlowSession, Gate, Held, SignedIn, SiteChoice, StepError,
};
use latchstring_domain::id::{CompanyId, ConnectionId, SiteId};
use latchstring_domain::invitation::{NotUsable, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::mfa::{ForwardingStep, MfaForwarding};
use latchstring_domain::portal::{Offer, Portal};
use latchstring_domain::provider::Provider;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use super::progress::provider_of;
use crate::attempts::{Attempts, Commit};
use crate::connection::collect_soon;
use crate::mail::notice_promised;
use crate::record::{By, Chain};
use crate::webhook::updated;
use crate::{Failure, Latchstring, Thing};

/// What came of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// The connection made or repaired.
    pub connection_id: ConnectionId,
}

/// Why a flow was not submitted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The company has deleted these sites since the recipient chose them. Choosing again helps.
    #[error("some of the sites chosen are no longer there")]
    SitesGone(Vec<SiteId>),
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Submits a flow: the use is spent and the connection made or repaired in one commit, or neither.
///
/// Whether the link can still be used is decided three times: before anything is built, here by the domain, and by
/// the database in the very statement that spends it. Only the last one counts.
///
/// # Errors
/// [`SubmitError`].
pub async fn submit(ls: &Latchstring, pass: &FlowPass, origin: &Origin) -> Result<Submitted, SubmitError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let (walk, story) = Walk::resume_to_record(ls, pass).await?;
        let by = walk.by(origin, now);
        let spent = walk.link.clone().spend(&walk.company, now)?;
        let next = goes_on(&walk, &spent, now).then(|| ConnectionId::generate(now, &mut *ls.rng()));
        let (session, held) = walk.session.clone().submit(next, now)?;
        let provider = provider_of(ls, held.signed_in.provider).await?;
        let Made { connection, change } = make(ls, &walk, &provider, held, now).await?;
        let id = connection.id;
        let mut set = ChangeSet::new()
            .with(match walk.session.link {
                FlowLink::Invitation(id) => Change::SpendInvitation { id, at: now },
                FlowLink::MagicLink(id) => Change::SpendMagicLink { id, at: now },
            })
            .with(Change::UpdateFlowSession(session));
        events(ls, story, &walk, &by, &spent, (id, change), &mut set).await?;
        if let Some(collect) = collect_soon(ls, &provider, &connection, now) {
            set.push(collect);
        }
        set.push(match walk.session.target {
            ConnectionTarget::New(_) => Change::CreateConnection(connection),
            ConnectionTarget::Existing(_) => Change::UpdateConnection(connection),
        });
        match attempts.commit(set).await? {
            Commit::Done => return Ok(Submitted { connection_id: id }),
            Commit::Stale => {}
            // A site that was chosen has just been deleted: find out which.
            Commit::Conflict(Constraint::Reference) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a submission was refused").into()),
        }
    }
}

/// Whether the recipient may connect another account in this walk: the link says so, offers more than one provider and
/// is not used up by this one.
fn goes_on(walk: &Walk, spent: &Link, now: Timestamp) -> bool {
    let several =
        |portal: &Portal| portal.options.connects_several && !matches!(portal.offer, Offer::Connector { .. });
    walk.link.portal().is_some_and(several) && spent.usable(&walk.company, now).is_ok()
}

async fn events(
    ls: &Latchstring,
    mut story: Chain,
    walk: &Walk,
    by: &By,
    spent: &Link,
    (connection, change): (ConnectionId, Option<EventData>),
    set: &mut ChangeSet,
) -> Result<(), Failure> {
    let kind = match walk.session.target {
        ConnectionTarget::New(_) => EventKind::ConnectionCreated,
        ConnectionTarget::Existing(_) => EventKind::ConnectionUpdated,
    };
    let about = || EventData::none().with("connectionId", connection.to_string());
    set.push(story.append(ls, by, EventKind::Submitted, about()));
    set.push(story.append(ls, by, kind, about()));
    if spent.usable(&walk.company, by.now) == Err(NotUsable::Fulfilled) {
        let data = EventData::none().with("useCount", i64::from(spent.use_count()));
        set.push(story.append(ls, by, EventKind::Fulfilled, data));
    }
    let mut chain = Chain::load(ls, Subject::Connection(connection)).await?;
    let data = change.unwrap_or_default();
    let data = match walk.session.link {
        FlowLink::Invitation(id) => data.with("invitationId", id.to_string()),
        FlowLink::MagicLink(id) => data.with("magicLinkId", id.to_string()),
    };
    let event = chain.append(ls, by, kind, data);
    let notice = notice_promised(ls, &event).await?;
    set.push(event);
    notice.into_iter().for_each(|notice| set.push(notice));
    Ok(())
}

/// What came of a walk: a new connection, or one that was there before and what the repair has changed about it.
struct Made {
    connection: Connection,
    change: Option<EventData>,
}

async fn make(
    ls: &Latchstring,
    walk: &Walk,
    provider: &Provider,
    held: Held,
    now: Timestamp,
) -> Result<Made, SubmitError> {
    match walk.session.target {
        ConnectionTarget::Existing(id) => {
            let connection = ls.store().connection(id).await.map_err(Failure::from)?;
            let before = connection.ok_or(Failure::NotFound(Thing::Connection))?;
            let (repaired, mut changed) = repaired(&before, held.signed_in, now)?;
            let connection = match held.sites {
                None => repaired,
                Some(sites) => {
                    still_there(ls, walk.session.company_id, &sites).await?;
                    if repaired.initial_sites.as_slice() != sites.sites() {
                        changed.push("initialSites".to_owned());
                    }
                    if repaired.utility_types != *sites.utility_types() {
                        changed.push("initialDatasourceTypes".to_owned());
                    }
                    repaired.with_sites(&sites)
                }
            };
            let change = updated(&before, &connection, changed);
            Ok(Made { connection, change: Some(change) })
        }
        ConnectionTarget::New(id) => {
            let Held { signed_in, sites, mapping } = held;
            let sites = sites.ok_or(StepError::WrongStep { at: walk.session.step() })?;
            still_there(ls, walk.session.company_id, &sites).await?;
            let flow = flow_of(ls, &signed_in).await?;
            let forwarding = answered(signed_in.forwarding);
            let made =
                new_connection(id, walk, provider, signed_in, &sites, now).with_mfa_forwarding(forwarding);
            let connection = Connection { flow, field_mapping: mapping, ..made };
            Ok(Made { connection, change: None })
        }
    }
}

/// A connection after its repair, and what that has changed. One that is about codes alone leaves the credentials; where they
/// have been taken away meanwhile there is nothing left to be repaired that way.
fn repaired(
    before: &Connection,
    signed_in: SignedIn,
    now: Timestamp,
) -> Result<(Connection, Vec<String>), SubmitError> {
    let forwarding = answered(signed_in.forwarding);
    let keeps = signed_in.keeps_credentials();
    if keeps && before.credentials.fields.is_empty() {
        return Err(FlowError::from(Failure::NotFound(Thing::Connection)).into());
    }
    let credentials = if keeps { before.credentials.clone() } else { signed_in.credentials };
    let repaired = before.clone().repair(credentials, now).with_mfa_forwarding(forwarding);
    let mut changed = Vec::new();
    if !keeps {
        changed.push("credentials".to_owned());
    }
    if repaired.mfa_forwarding != before.mfa_forwarding {
        changed.push("mfaForwarding".to_owned());
    }
    Ok((repaired, changed))
}

const fn answered(forwarding: ForwardingStep) -> Option<MfaForwarding> {
    match forwarding {
        ForwardingStep::Answered(answer) => Some(answer),
        ForwardingStep::NotAsked | ForwardingStep::Asked { .. } => None,
    }
}

/// The flow in which the provider was chosen, by what it is called now; nothing, when it is gone.
async fn flow_of(ls: &Latchstring, signed_in: &SignedIn) -> Result<Option<ConnectedFlow>, SubmitError> {
    let Some(id) = signed_in.provider.flow_id else { return Ok(None) };
    let flow = ls.store().flow(id).await.map_err(Failure::from)?;
    Ok(flow.map(|flow| ConnectedFlow { id, key: flow.key }))
}

async fn still_there(ls: &Latchstring, company: CompanyId, chosen: &SiteChoice) -> Result<(), SubmitError> {
    let sites = ls.store().sites_of(company).await.map_err(Failure::from)?;
    let gone = |id: &&SiteId| !sites.iter().any(|site| site.id == **id);
    let gone: Vec<SiteId> = chosen.sites().iter().filter(gone).copied().collect();
    if gone.is_empty() { Ok(()) } else { Err(SubmitError::SitesGone(gone)) }
}

fn new_connection(
    id: ConnectionId,
    walk: &Walk,
    provider: &Provider,
    signed_in: SignedIn,
    sites: &SiteChoice,
    now: Timestamp,
) -> Connection {
    let prefill = match walk.link.purpose() {
        Purpose::CreateConnection { prefill, .. } => Some(prefill),
        Purpose::EditConnection { .. } => None,
    };
    let proved = |session: &FlowSession| match &session.gate {
        Gate::Passed(address) => Some(address.clone()),
        Gate::Open | Gate::Closed | Gate::Asked(_) => None,
    };
    let (invitation_id, magic_link_id) = match walk.session.link {
        FlowLink::Invitation(id) => (Some(id), None),
        FlowLink::MagicLink(id) => (None, Some(id)),
    };
    Connection {
        invitation_id,
        magic_link_id,
        country: signed_in.provider.country,
        initial_sites: sites.sites().to_vec(),
        utility_types: sites.utility_types().clone(),
        owner_email: prefill.and_then(|p| p.connection_owner_email.clone()).or_else(|| proved(&walk.session)),
        data_collection_start_date: prefill
            .and_then(|p| p.data_collection_start_date)
            .or(walk.company.data_collection_start_date),
        ..Connection::begin(id, &walk.company, provider, signed_in.credentials, now)
    }
}
