use latchstring_domain::api_key::Scope;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::workspace::Untrusted;
use latchstring_storage::{ChangeSet, Constraint};

use super::branding::{LinkBrandError, dressed, may_look_so};
use super::issue::{InvitationTerms, IssueError, Issued, issue, workspace_of};
use super::mailing::CannotMail;
use super::view::{InvitationView, Story, view};
use crate::attempts::{Attempts, Commit};
use crate::{Caller, Failure, Latchstring, Thing, company};

/// What a new reconnect invitation is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateReconnect {
    /// The connection to be repaired.
    pub connection_id: ConnectionId,
    /// The rest.
    pub terms: InvitationTerms,
}

/// Why a reconnect invitation was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateReconnectError {
    /// The parts do not fit together.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// It cannot be mailed.
    #[error(transparent)]
    Mail(#[from] CannotMail),
    /// The workspace does not send recipients back there.
    #[error("{untrusted}")]
    Return {
        /// The field, by its name on the wire.
        field: &'static str,
        /// Which site.
        untrusted: Untrusted,
    },
    /// The workspace does not let that site embed its pages.
    #[error("{0}")]
    Embed(Untrusted),
    /// It cannot look so.
    #[error(transparent)]
    Brand(LinkBrandError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<LinkBrandError> for CreateReconnectError {
    fn from(error: LinkBrandError) -> Self {
        match error {
            LinkBrandError::Failed(failure) => Self::Failed(failure),
            error => Self::Brand(error),
        }
    }
}

impl From<IssueError> for CreateReconnectError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Draft(error) => Self::Draft(error),
            IssueError::Mail(error) => Self::Mail(error),
            IssueError::Return(field, untrusted) => Self::Return { field, untrusted },
            IssueError::Embed(untrusted) => Self::Embed(untrusted),
            IssueError::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Makes an invitation to repair a connection. Needs the scope `invitations:write`, and
/// `workspace:manage` for one that looks otherwise than the workspace.
///
/// # Errors
/// [`CreateReconnectError`].
pub async fn create_reconnect(
    ls: &Latchstring,
    caller: &Caller,
    mut wish: CreateReconnect,
) -> Result<InvitationView, CreateReconnectError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    may_look_so(ls, caller, wish.terms.looks_otherwise()).await?;
    let found = ls.store().connection(wish.connection_id).await.map_err(Failure::from)?;
    let connection = caller.own(ls, Thing::Connection, found).await?;
    let company = company::find(ls, caller, connection.company_id).await?;
    let workspace = workspace_of(ls, caller).await?;
    // Decided once before anything is fetched: a link that cannot be made needs no logo.
    if wish.terms.logo_url.is_some() {
        let purpose = Purpose::EditConnection { connection_id: connection.id };
        issue(ls, caller, &workspace, &company, purpose, &wish.terms)?;
    }
    let logo = dressed(ls, caller, &mut wish.terms).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let purpose = Purpose::EditConnection { connection_id: connection.id };
        let Issued { invitation, mails, set } =
            issue(ls, caller, &workspace, &company, purpose, &wish.terms)?;
        let set = logo.iter().cloned().fold(set, ChangeSet::with);
        match attempts.commit(set).await? {
            Commit::Done => {
                return Ok(view(ls, caller, &workspace, invitation, Story { mails, ..Story::at(ls.now()) }));
            }
            Commit::Stale => {}
            Commit::Conflict(Constraint::Reference) => {
                return Err(Failure::NotFound(Thing::Connection).into());
            }
            Commit::Conflict(_) => return Err(Failure::Defect("a new invitation was refused").into()),
        }
    }
}
