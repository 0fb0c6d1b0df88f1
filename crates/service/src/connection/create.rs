use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::country::Country;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{CompanyId, ConnectionId, ProviderId, SiteId};
use latchstring_domain::prefill::ProviderHint;
use latchstring_domain::provider::Provider;
use latchstring_domain::sealed::SealedCredentials;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ExternalId;
use latchstring_domain::utility::UtilityTypes;
use latchstring_storage::{Change, ChangeSet, Constraint};
use secrecy::SecretString;
use time::Date;

use super::collect::collect_soon;
use super::get::{ConnectionView, view};
use crate::attempts::{Attempts, Commit};
use crate::ports::Answers;
use crate::provider::{Resolved, resolve_url};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing, company, credentials, site};

/// What a connection made straight from a server is made of.
#[derive(Debug, Clone)]
pub struct CreateConnection {
    /// The company whose account it is.
    pub company_id: CompanyId,
    /// Where the account is.
    pub provider: ProviderHint,
    /// The user name.
    pub username: SecretString,
    /// The password.
    pub password: SecretString,
    /// The country of the account.
    pub country: Option<Country>,
    /// The sites; at least one.
    pub sites: Vec<SiteId>,
    /// What is collected; empty: whatever there is.
    pub utility_types: UtilityTypes,
    /// Who is asked to repair it.
    pub owner_email: Option<EmailAddress>,
    /// From when on data is collected.
    pub data_collection_start_date: Option<Date>,
    /// Whether readings are scaled by the occupancy of the sites.
    pub multiply_by_occupancy: bool,
    /// The customer's own id for it.
    pub external_id: Option<ExternalId>,
}

/// Why a connection was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateConnectionError {
    /// No sites were named.
    #[error("at least one site has to be named")]
    NoSites,
    /// These sites are not the company's.
    #[error("some sites are not the company's")]
    UnknownSites(Vec<SiteId>),
    /// The catalog has no such provider.
    #[error("the provider is not in the catalog")]
    UnknownProvider(ProviderId),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes a connection from a user name and a password. They are sealed and not tried: its collector finds out whether
/// they work. Needs the scope `connections:write`.
///
/// # Errors
/// [`CreateConnectionError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateConnection,
) -> Result<ConnectionView, CreateConnectionError> {
    caller.require(ls, Scope::ConnectionsWrite).await?;
    let company = company::find(ls, caller, wish.company_id).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        check_sites(ls, caller, &wish).await?;
        let by = By::caller(caller, now);
        let Resolved { provider, changes } = resolve(ls, caller, &by, &wish.provider).await?;
        let id = ConnectionId::generate(now, &mut *ls.rng());
        let answers = Answers::new(vec![
            (SignInForm::USERNAME.to_owned(), wish.username.clone()),
            (SignInForm::PASSWORD.to_owned(), wish.password.clone()),
        ]);
        let sealed = credentials::seal(ls, company.workspace_id, id, &answers);
        let connection = connection(id, &company, &provider, &wish, sealed, now);
        let mut set = ChangeSet::new();
        changes.into_iter().for_each(|change| set.push(change));
        set.push(Change::CreateConnection(connection.clone()));
        let mut chain = Chain::fresh(Subject::Connection(id));
        set.push(chain.append(ls, &by, EventKind::ConnectionCreated, EventData::none()));
        if let Some(collect) = collect_soon(ls, &provider, &connection, now) {
            set.push(collect);
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(view(ls, connection, company)?),
            Commit::Stale => {}
            // Somebody has just named the same unlisted provider, or deleted one of the sites: find out now.
            Commit::Conflict(Constraint::ProviderUrl | Constraint::Reference) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a new connection was refused").into()),
        }
    }
}

async fn check_sites(
    ls: &Latchstring,
    caller: &Caller,
    wish: &CreateConnection,
) -> Result<(), CreateConnectionError> {
    if wish.sites.is_empty() {
        return Err(CreateConnectionError::NoSites);
    }
    let unknown = site::unknown(ls, caller, wish.company_id, &wish.sites).await?;
    if unknown.is_empty() { Ok(()) } else { Err(CreateConnectionError::UnknownSites(unknown)) }
}

async fn resolve(
    ls: &Latchstring,
    caller: &Caller,
    by: &By,
    hint: &ProviderHint,
) -> Result<Resolved, CreateConnectionError> {
    match hint {
        ProviderHint::Url(url) => Ok(resolve_url(ls, by, url, None).await?),
        ProviderHint::Id(id) => {
            let found = ls.store().provider(*id).await.map_err(Failure::from)?;
            let provider = caller.if_own(ls, Thing::Provider, found).await?;
            let provider = provider.ok_or(CreateConnectionError::UnknownProvider(*id))?;
            Ok(Resolved { provider, changes: Vec::new() })
        }
    }
}

fn connection(
    id: ConnectionId,
    company: &Company,
    provider: &Provider,
    wish: &CreateConnection,
    credentials: SealedCredentials,
    now: Timestamp,
) -> Connection {
    Connection {
        country: wish.country,
        initial_sites: wish.sites.clone(),
        utility_types: wish.utility_types.clone(),
        owner_email: wish.owner_email.clone(),
        data_collection_start_date: wish.data_collection_start_date.or(company.data_collection_start_date),
        multiply_by_occupancy: wish.multiply_by_occupancy,
        external_id: wish.external_id.clone(),
        ..Connection::begin(id, company, provider, credentials, now)
    }
}
