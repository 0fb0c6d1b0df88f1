use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{CompanyId, ProviderId, SiteId};
use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::prefill::{Locks, Prefill};

use latchstring_storage::Constraint;

use super::issue::{InvitationTerms, IssueError, Issued, issue, workspace_of};
use super::mailing::CannotMail;
use super::view::{InvitationView, Story, view};
use crate::attempts::{Attempts, Commit};
use crate::prefill::PrefillRefused;
use crate::{Caller, Failure, Latchstring, Thing, company, prefill};

/// What a new contributor invitation is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateContributor {
    /// The company whose account is to be connected.
    pub company_id: CompanyId,
    /// What the recipient finds filled in.
    pub prefill: Prefill,
    /// Which of it cannot be changed.
    pub locks: Locks,
    /// The rest.
    pub terms: InvitationTerms,
}

/// Why a contributor invitation was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateContributorError {
    /// The prefill names sites that are not the company's.
    #[error("the prefill names sites that are not the company's")]
    UnknownSites(Vec<SiteId>),
    /// The prefill names a provider that is not in the catalog.
    #[error("the prefill names a provider that is not in the catalog")]
    UnknownProvider(ProviderId),
    /// The parts do not fit together.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// It cannot be mailed.
    #[error(transparent)]
    Mail(#[from] CannotMail),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<IssueError> for CreateContributorError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Draft(error) => Self::Draft(error),
            IssueError::Mail(error) => Self::Mail(error),
            IssueError::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl From<PrefillRefused> for CreateContributorError {
    fn from(refused: PrefillRefused) -> Self {
        match refused {
            PrefillRefused::UnknownSites(sites) => Self::UnknownSites(sites),
            PrefillRefused::UnknownProvider(id) => Self::UnknownProvider(id),
            PrefillRefused::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Makes an invitation to make a new connection. Needs the scope `invitations:write`.
///
/// # Errors
/// [`CreateContributorError`].
pub async fn create_contributor(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateContributor,
) -> Result<InvitationView, CreateContributorError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let company = company::find(ls, caller, wish.company_id).await?;
    prefill::check(ls, caller, wish.company_id, &wish.prefill).await?;
    let workspace = workspace_of(ls, caller).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let purpose = Purpose::CreateConnection { prefill: wish.prefill.clone(), locks: wish.locks.clone() };
        let Issued { invitation, mails, set } =
            issue(ls, caller, &workspace, &company, purpose, &wish.terms)?;
        match attempts.commit(set).await? {
            Commit::Done => {
                return Ok(view(ls, caller, &workspace, invitation, Story { mails, ..Story::at(ls.now()) }));
            }
            Commit::Stale => {}
            Commit::Conflict(Constraint::Reference) => return Err(Failure::NotFound(Thing::Company).into()),
            Commit::Conflict(_) => return Err(Failure::Defect("a new invitation was refused").into()),
        }
    }
}
