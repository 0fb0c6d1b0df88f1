use latchstring_domain::branding::Branding;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::{FlowSession, FlowState, Step, StepError};
use latchstring_domain::link::Link;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::Site;
use latchstring_domain::workspace::Workspace;

use super::arrival::{asks_for_sites, asks_for_types, repair_asks_for_sites, repaired};
use super::error::FlowError;
use super::landing::named_provider;
use super::pass::{FlowPass, Walk};
use super::repair::{Repair, repair};
use super::sign_in::connect_values;
use crate::portal::{self, PortalOffer};
use crate::ports::Answers;
use crate::{Failure, Latchstring, Thing, branding};

/// Everything a page needs to show the step a session is at.
#[derive(Debug)]
pub struct FlowView {
    /// The session.
    pub session: FlowSession,
    /// Its link.
    pub link: Link,
    /// Who asks.
    pub company: Company,
    /// The workspace of the company.
    pub workspace: Workspace,
    /// How the link looks.
    pub branding: Branding,
    /// The provider the inviter filled in, when it is in the catalog.
    pub suggested: Option<Provider>,
    /// The provider the recipient chose.
    pub chosen: Option<Provider>,
    /// The connection to be repaired, where its sites may be changed with it, once they may be seen: after signing in.
    pub repaired: Option<Connection>,
    /// What is told of the connection to be repaired, before signing in.
    pub repair: Option<Repair>,
    /// The company's sites, once they may be seen: after signing in.
    pub sites: Vec<Site>,
    /// What the portal offers, while the recipient chooses among it.
    pub offer: Option<PortalOffer>,
    /// What the inviter has filled the sign-in form in with, while it is shown. The values of password fields are in it:
    /// they are not for a page.
    pub connect_values: Answers,
    /// Whether the walk asks for sites.
    pub asks_for_sites: bool,
    /// Whether it asks for utility types with them.
    pub asks_for_types: bool,
    /// What came of it by now, oldest first; all there is, once it is submitted.
    pub receipts: Vec<Receipt>,
}

/// What a recipient may keep as proof.
#[derive(Debug)]
pub struct Receipt {
    /// The connection made or repaired.
    pub connection: Connection,
    /// Its sites, as far as they still exist.
    pub sites: Vec<Site>,
}

/// What a session's page shows. A link that cannot be used any more shows nothing, except to the session that has
/// used it.
///
/// # Errors
/// [`FlowError`].
pub async fn view(ls: &Latchstring, pass: &FlowPass) -> Result<FlowView, FlowError> {
    let walk = Walk::find(ls, pass).await?;
    if ls.now() >= walk.session.expires_at {
        return Err(StepError::Expired.into());
    }
    if !matches!(walk.session.state, FlowState::Submitted { .. }) {
        walk.may_go_on(ls)?;
    }
    let receipts = receipts(ls, &walk.session).await?;
    let repaired = repaired(ls, &walk).await?;
    let asks_for_sites = match (walk.link.portal(), &repaired) {
        (Some(portal), _) => asks_for_sites(ls, &walk, portal).await?,
        (None, Some(connection)) => repair_asks_for_sites(ls, connection).await?,
        (None, None) => walk.session.chooses_sites(),
    };
    let repair = repair(ls, &walk).await?;
    let Walk { session, link, company } = walk;
    let step = session.step();
    let offer = match link.portal() {
        Some(portal) if matches!(step, Step::Provider | Step::SignIn | Step::Challenge) => {
            Some(portal::offered(ls, session.workspace_id, portal.offer).await?)
        }
        _ => None,
    };
    let connect_values = match step {
        Step::SignIn => connect_values(ls, &link)?,
        _ => Answers::default(),
    };
    let store = ls.store();
    let workspace = store.workspace(session.workspace_id).await.map_err(Failure::from)?;
    let chosen = match session.provider() {
        Some(choice) => store.provider(choice.provider_id).await.map_err(Failure::from)?,
        None => None,
    };
    let asks_for_types =
        chosen.as_ref().is_none_or(|provider| asks_for_types(&link, provider, repaired.as_ref()));
    let is_in = matches!(step, Step::Sites | Step::Mapping | Step::Forwarding | Step::Submit);
    let sites =
        if is_in { store.sites_of(session.company_id).await.map_err(Failure::from)? } else { Vec::new() };
    Ok(FlowView {
        suggested: named_provider(ls, &link).await?,
        company,
        workspace: workspace.ok_or(Failure::NotFound(Thing::Workspace))?,
        branding: branding::of_link(ls, &link).await?,
        session,
        link,
        chosen,
        repaired: repaired.filter(|_| is_in),
        repair,
        sites,
        offer,
        connect_values,
        asks_for_sites,
        asks_for_types,
        receipts,
    })
}

async fn receipts(ls: &Latchstring, session: &FlowSession) -> Result<Vec<Receipt>, Failure> {
    // A session that was submitted before sessions remembered what they connected has connected its target.
    let target = [session.target.id()];
    let submitted = matches!(session.state, FlowState::Submitted { .. });
    let connected = if submitted && session.connected.is_empty() { &target[..] } else { &session.connected };
    let mut receipts = Vec::with_capacity(connected.len());
    for id in connected {
        let connection = ls.store().connection(*id).await?.ok_or(Failure::NotFound(Thing::Connection))?;
        let mut sites = ls.store().sites_of(session.company_id).await?;
        sites.retain(|site| connection.initial_sites.contains(&site.id));
        receipts.push(Receipt { connection, sites });
    }
    Ok(receipts)
}
