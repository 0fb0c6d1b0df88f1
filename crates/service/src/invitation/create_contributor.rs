use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::id::{CompanyId, ProviderId, SiteId};
use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::prefill::{Locks, Prefill, ProviderHint};
use latchstring_domain::provider::Provider;
use latchstring_domain::workspace::{Untrusted, Workspace};
use latchstring_storage::{ChangeSet, Constraint};

use super::branding::{LinkBrandError, dressed, may_look_so};
use super::issue::{InvitationTerms, IssueError, Issued, Kind, issue, workspace_of};
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
    /// What the recipient may choose from.
    pub allowed_providers: AllowedProviders,
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
    /// What may be chosen from names providers that recipients do not find in the catalog.
    #[error("the allowed providers name some that are not in the catalog")]
    UnknownProviders(Vec<ProviderId>),
    /// The provider filled in is none of those that may be chosen.
    #[error("the provider filled in is not among those allowed")]
    ProviderNotAllowed,
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

impl From<LinkBrandError> for CreateContributorError {
    fn from(error: LinkBrandError) -> Self {
        match error {
            LinkBrandError::Failed(failure) => Self::Failed(failure),
            error => Self::Brand(error),
        }
    }
}

impl From<IssueError> for CreateContributorError {
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

impl From<PrefillRefused> for CreateContributorError {
    fn from(refused: PrefillRefused) -> Self {
        match refused {
            PrefillRefused::UnknownSites(sites) => Self::UnknownSites(sites),
            PrefillRefused::UnknownProvider(id) => Self::UnknownProvider(id),
            PrefillRefused::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Makes an invitation to make a new connection. Needs the scope `invitations:write`, and
/// `workspace:manage` for one that looks otherwise than the workspace.
///
/// # Errors
/// [`CreateContributorError`].
pub async fn create_contributor(
    ls: &Latchstring,
    caller: &Caller,
    mut wish: CreateContributor,
) -> Result<InvitationView, CreateContributorError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    may_look_so(ls, caller, wish.terms.looks_otherwise()).await?;
    let company = company::find(ls, caller, wish.company_id).await?;
    prefill::check(ls, caller, wish.company_id, &wish.prefill).await?;
    check_allowed(ls, caller, &wish).await?;
    let workspace = workspace_of(ls, caller).await?;
    // Decided once before anything is fetched: a link that cannot be made needs no logo.
    if wish.terms.logo_url.is_some() {
        issued(ls, caller, &workspace, &company, &wish)?;
    }
    let logo = dressed(ls, caller, &mut wish.terms).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let Issued { invitation, mails, set } = issued(ls, caller, &workspace, &company, &wish)?;
        let set = logo.iter().cloned().fold(set, ChangeSet::with);
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

fn issued(
    ls: &Latchstring,
    caller: &Caller,
    workspace: &Workspace,
    company: &Company,
    wish: &CreateContributor,
) -> Result<Issued, IssueError> {
    let CreateContributor { company_id: _, prefill, locks, allowed_providers, terms } = wish;
    let purpose = Purpose::CreateConnection { prefill: prefill.clone(), locks: locks.clone() };
    let kind = Kind { allowed_providers: allowed_providers.clone(), ..Kind::from(purpose) };
    issue(ls, caller, workspace, company, kind, terms)
}

/// Checks that what may be chosen from is in the catalog, and that what is filled in is among it: a recipient would find
/// nothing to go on with otherwise.
async fn check_allowed(
    ls: &Latchstring,
    caller: &Caller,
    wish: &CreateContributor,
) -> Result<(), CreateContributorError> {
    let allowed = &wish.allowed_providers;
    if !allowed.narrows() {
        return Ok(());
    }
    let ids: Vec<_> = allowed.ids().collect();
    let mut found = Vec::with_capacity(ids.len());
    for provider in ls.store().providers_by_ids(&ids).await.map_err(Failure::from)? {
        let own = caller.if_own(ls, Thing::Provider, Some(provider)).await?;
        found.extend(own.filter(|own| own.listed));
    }
    fits_allowed(allowed, &wish.prefill, &found.iter().collect::<Vec<_>>())
}

/// Whether all that is allowed is among what was found in the catalog, and what is filled in among what is allowed.
pub(crate) fn fits_allowed(
    allowed: &AllowedProviders,
    prefill: &Prefill,
    found: &[&Provider],
) -> Result<(), CreateContributorError> {
    if !allowed.narrows() {
        return Ok(());
    }
    let unknown: Vec<_> = allowed.ids().filter(|id| !found.iter().any(|one| one.id == *id)).collect();
    if !unknown.is_empty() {
        return Err(CreateContributorError::UnknownProviders(unknown));
    }
    let admitted = match &prefill.provider {
        None => true,
        Some(ProviderHint::Id(id)) => allowed.admits(*id),
        Some(ProviderHint::Url(url)) => found.iter().any(|one| one.url == *url),
    };
    if admitted { Ok(()) } else { Err(CreateContributorError::ProviderNotAllowed) }
}
