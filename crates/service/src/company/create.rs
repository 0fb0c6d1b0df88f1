use latchstring_domain::Version;
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::CompanyId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_storage::{Change, ChangeSet, Constraint};
use time::Date;

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What a new company is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateCompany {
    /// Its name.
    pub name: CompanyName,
    /// The customer's own id for it, unique within the workspace.
    pub external_id: Option<ExternalId>,
    /// From when on its data is collected.
    pub data_collection_start_date: Option<Date>,
    /// The customer's labels.
    pub metadata: Metadata,
}

/// Why a company was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateCompanyError {
    /// Another company of the workspace has this external id.
    #[error("another company has this external id")]
    ExternalIdTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes a company. Needs the scope `invitations:write`.
///
/// # Errors
/// [`CreateCompanyError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateCompany,
) -> Result<Company, CreateCompanyError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let New { company, changes } = new(ls, caller, &wish);
        let mut set = ChangeSet::new();
        changes.into_iter().for_each(|change| set.push(change));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(company),
            Commit::Stale => {}
            Commit::Conflict(Constraint::CompanyExternalId) => {
                return Err(CreateCompanyError::ExternalIdTaken);
            }
            Commit::Conflict(_) => return Err(Failure::Defect("a new company was refused").into()),
        }
    }
}

/// A company about to be committed.
pub(crate) struct New {
    pub(crate) company: Company,
    pub(crate) changes: [Change; 2],
}

/// Builds the company and its first event.
pub(crate) fn new(ls: &Latchstring, caller: &Caller, wish: &CreateCompany) -> New {
    let now = ls.now();
    let company = Company {
        id: CompanyId::generate(now, &mut *ls.rng()),
        workspace_id: caller.workspace_id(),
        public_id: PublicCompanyId::generate(&mut *ls.rng()),
        name: wish.name.clone(),
        external_id: wish.external_id.clone(),
        data_collection_start_date: wish.data_collection_start_date,
        metadata: wish.metadata.clone(),
        links_not_before: None,
        created_at: now,
        updated_at: now,
        version: Version::FIRST,
    };
    let mut chain = Chain::fresh(Subject::Company(company.id));
    let event = chain.append(ls, &By::caller(caller, now), EventKind::CompanyCreated, EventData::none());
    New { changes: [Change::CreateCompany(company.clone()), event], company }
}
