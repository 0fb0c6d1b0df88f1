use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{FlowId, InvitationId};
use latchstring_domain::invitation::{DraftError, Invitation, Lifetime, Purpose};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::portal::{Offer, Portal, PortalOptions};
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_domain::text::ExternalId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{ChangeSet, Constraint};
use secrecy::SecretString;

use crate::attempts::{Attempts, Commit};
use crate::environment::{self, Tenant};
use crate::invitation::{InvitationTerms, IssueError, Issued, Kind, issue_as, reveal};
use crate::ports::Answers;
use crate::{Caller, Failure, Latchstring, connector, credentials, flow, tenant};

/// What a new portal link is made of.
#[derive(Debug, Clone)]
pub struct CreatePortalLink {
    /// Whose accounts are to be connected; made on the spot when it was not seen before.
    pub tenant: ExternalId,
    /// What can be connected.
    pub offer: PortalWish,
    /// Until when; `None`: as the workspace's policy says.
    pub expires_at: Option<Timestamp>,
    /// How the walk goes and looks.
    pub options: PortalOptions,
    /// What the sign-in form is filled in with.
    pub connect_values: Answers,
    /// The tenant's labels from now on; `None` leaves them as they are.
    pub tenant_metadata: Option<Metadata>,
}

/// What is to be connected through a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortalWish {
    /// Whatever any flow has.
    All,
    /// What this flow has.
    Flow(FlowKey),
    /// This connector of this flow.
    Connector {
        /// The flow.
        flow: FlowKey,
        /// The connector.
        connector: ConnectorKey,
    },
}

/// A portal link that was made.
#[derive(Debug)]
pub struct PortalLink {
    /// The invitation that it is.
    pub invitation: Invitation,
    /// What the recipient opens.
    pub url: SecretString,
}

/// Why a portal link was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreatePortalLinkError {
    /// There is no such flow.
    #[error("there is no such flow")]
    UnknownFlow,
    /// The flow has no such connector.
    #[error("the flow has no such connector")]
    UnknownConnector,
    /// The parts do not fit together.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<IssueError> for CreatePortalLinkError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Draft(error) => Self::Draft(error),
            IssueError::Mail(_) | IssueError::Return(..) | IssueError::Embed(_) => {
                Failure::Defect("a portal's link is not mailed and names no site").into()
            }
            IssueError::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Makes a portal link: an invitation like any other, which can be listed and revoked. Needs the scopes
/// `invitations:write` and `links:reveal`, since the answer is a link and nothing else.
///
/// # Errors
/// [`CreatePortalLinkError`].
pub async fn create_link(
    ls: &Latchstring,
    caller: &Caller,
    env: &str,
    wish: CreatePortalLink,
) -> Result<PortalLink, CreatePortalLinkError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    caller.require(ls, Scope::LinksReveal).await?;
    let workspace = environment::of(ls, caller, env).await?;
    let offer = offer(ls, caller, &wish.offer).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let metadata = wish.tenant_metadata.as_ref();
        let Tenant { company, changes } = tenant::with_metadata(ls, caller, &wish.tenant, metadata).await?;
        let id = InvitationId::generate(ls.now(), &mut *ls.rng());
        let (purpose, terms) = made_of(&wish);
        let portal = portal(ls, &workspace, id, offer, &wish);
        let kind = Kind { portal: Some(portal), ..Kind::from(purpose) };
        let Issued { invitation, set, .. } = issue_as(ls, caller, &workspace, &company, id, kind, &terms)?;
        let set = changes.into_iter().chain(set.into_changes()).fold(ChangeSet::new(), ChangeSet::with);
        match attempts.commit(set).await? {
            Commit::Done => {
                let (_, url) = reveal(ls, &workspace, &invitation);
                let url = url.ok_or(Failure::Defect("a new link has a token"))?;
                return Ok(PortalLink { invitation, url });
            }
            Commit::Stale => {}
            // Somebody else has just made the tenant, or deleted it: find it or make it now.
            Commit::Conflict(Constraint::CompanyExternalId | Constraint::Reference) => {
                attempts.again().await?;
            }
            Commit::Conflict(_) => return Err(Failure::Defect("a new portal link was refused").into()),
        }
    }
}

async fn offer(ls: &Latchstring, caller: &Caller, wish: &PortalWish) -> Result<Offer, CreatePortalLinkError> {
    match wish {
        PortalWish::All => Ok(Offer::All),
        PortalWish::Flow(key) => Ok(Offer::Flow(flow_of(ls, caller, key).await?.0)),
        PortalWish::Connector { flow, connector } => {
            let (id, connectors) = flow_of(ls, caller, flow).await?;
            let provider = connector::find(ls, caller, connector).await?;
            let provider = provider.filter(|found| connectors.contains(&found.id));
            let provider = provider.ok_or(CreatePortalLinkError::UnknownConnector)?;
            Ok(Offer::Connector { flow: id, provider: provider.id })
        }
    }
}

async fn flow_of(
    ls: &Latchstring,
    caller: &Caller,
    key: &FlowKey,
) -> Result<(FlowId, Vec<latchstring_domain::id::ProviderId>), CreatePortalLinkError> {
    match flow::find(ls, caller, key).await {
        Ok(flow) => Ok((flow.id, flow.connectors.ids().to_vec())),
        Err(Failure::NotFound(_)) => Err(CreatePortalLinkError::UnknownFlow),
        Err(failure) => Err(failure.into()),
    }
}

fn made_of(wish: &CreatePortalLink) -> (Purpose, InvitationTerms) {
    let purpose = Purpose::CreateConnection { prefill: Prefill::default(), locks: Locks::new() };
    let lifetime = wish.expires_at.map(Lifetime::Until);
    (purpose, InvitationTerms { lifetime, ..InvitationTerms::default() })
}

fn portal(
    ls: &Latchstring,
    workspace: &Workspace,
    id: InvitationId,
    offer: Offer,
    wish: &CreatePortalLink,
) -> Portal {
    let filled = wish.connect_values.iter().next().is_some();
    let connect_values = filled.then(|| credentials::seal(ls, workspace.id, id, &wish.connect_values));
    Portal { offer, options: PortalOptions { connect_values, ..wish.options.clone() } }
}
