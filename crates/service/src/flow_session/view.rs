use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::{FlowSession, FlowState, Step, StepError};
use latchstring_domain::link::Link;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::Site;
use latchstring_domain::workspace::Workspace;

use super::error::FlowError;
use super::landing::named_provider;
use super::pass::{FlowPass, Walk};
use crate::{Failure, Latchstring, Thing};

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
    /// The provider the inviter filled in, when it is in the catalog.
    pub suggested: Option<Provider>,
    /// The provider the recipient chose.
    pub chosen: Option<Provider>,
    /// The company's sites, once they may be seen: after signing in.
    pub sites: Vec<Site>,
    /// What came of it, once it is submitted.
    pub receipt: Option<Receipt>,
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
    let receipt = match walk.session.state {
        FlowState::Submitted { .. } => Some(receipt(ls, &walk.session).await?),
        _ => {
            walk.may_go_on(ls)?;
            None
        }
    };
    let Walk { session, link, company } = walk;
    let store = ls.store();
    let workspace = store.workspace(session.workspace_id).await.map_err(Failure::from)?;
    let chosen = match session.provider() {
        Some(choice) => store.provider(choice.provider_id).await.map_err(Failure::from)?,
        None => None,
    };
    let sites = match session.step() {
        Step::Sites | Step::Submit => store.sites_of(session.company_id).await.map_err(Failure::from)?,
        _ => Vec::new(),
    };
    Ok(FlowView {
        suggested: named_provider(ls, &link).await?,
        company,
        workspace: workspace.ok_or(Failure::NotFound(Thing::Workspace))?,
        session,
        link,
        chosen,
        sites,
        receipt,
    })
}

async fn receipt(ls: &Latchstring, session: &FlowSession) -> Result<Receipt, Failure> {
    let connection = ls.store().connection(session.target.id()).await?;
    let connection = connection.ok_or(Failure::NotFound(Thing::Connection))?;
    let mut sites = ls.store().sites_of(session.company_id).await?;
    sites.retain(|site| connection.initial_sites.contains(&site.id));
    Ok(Receipt { connection, sites })
}
