use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::flow::{ConnectedFlow, FieldMapping};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::Provider;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::config::{ConfigRefused, check};
use super::find::{Found, LinkedConnector, Place};
use super::update::replaced;
use crate::attempts::{Attempts, Commit};
use crate::connection::collect_soon;
use crate::environment::{self, Tenant};
use crate::ports::Answers;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, connector, credentials};

/// What a connector is linked with.
#[derive(Debug, Clone)]
pub struct LinkConnector {
    /// Where.
    pub place: Place,
    /// Which connector of the flow.
    pub connector: ConnectorKey,
    /// What its form asks for, and whatever else its collector needs.
    pub config: Answers,
    /// Which of the source's fields fill which of the customer's.
    pub field_mapping: Option<FieldMapping>,
}

/// Why a connector was not linked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkConnectorError {
    /// The flow has no such connector.
    #[error("the flow has no such connector")]
    UnknownConnector,
    /// The values do not do.
    #[error(transparent)]
    Config(#[from] ConfigRefused),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Links a connector straight from a server. The values are sealed and not tried: the collector finds out whether they
/// work. A connector that the tenant has linked in this flow already is given the new values. Needs the scope
/// `connections:write`.
///
/// # Errors
/// [`LinkConnectorError`].
pub async fn link(
    ls: &Latchstring,
    caller: &Caller,
    wish: LinkConnector,
) -> Result<LinkedConnector, LinkConnectorError> {
    caller.require(ls, Scope::ConnectionsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let found = wish.place.find(ls, caller).await?;
        let provider = connector::find(ls, caller, &wish.connector).await?;
        let provider = provider.filter(|provider| found.flow.connectors.ids().contains(&provider.id));
        let provider = provider.ok_or(LinkConnectorError::UnknownConnector)?;
        check(Some(&provider.form), &wish.config)?;
        let linked = found.linked(ls, caller, &wish.connector).await?;
        let (connection, changes) = match linked {
            Some(LinkedConnector { connection, .. }) => {
                let mapping = wish.field_mapping.clone().map(Some);
                replaced(ls, &by, connection, Some(&wish.config), mapping).await?
            }
            None => fresh(ls, caller, &by, found, &provider, &wish)?,
        };
        let collect = collect_soon(ls, &provider, &connection, by.now);
        let set = changes.into_iter().chain(collect).fold(ChangeSet::new(), ChangeSet::with);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(LinkedConnector { connection, provider: Some(provider) }),
            Commit::Stale => {}
            // Somebody else has just made the tenant, or deleted it: find it or make it now.
            Commit::Conflict(Constraint::CompanyExternalId | Constraint::Reference) => {
                attempts.again().await?;
            }
            Commit::Conflict(_) => return Err(Failure::Defect("a linked connector was refused").into()),
        }
    }
}

/// A connection where there was none when the place was found. The tenant's row is written with it, although nothing in
/// it changes: of two who link the same connector at once, the second finds the row changed and then the connection.
fn fresh(
    ls: &Latchstring,
    caller: &Caller,
    by: &By,
    found: Found,
    provider: &Provider,
    wish: &LinkConnector,
) -> Result<(Connection, Vec<Change>), Failure> {
    let Found { flow, company } = found;
    let Tenant { company, mut changes } = match company {
        Some(company) => Tenant { changes: vec![Change::UpdateCompany(next(&company))], company },
        // Not looked up again: one that somebody else has made since has connections that were not looked for.
        None => environment::new_tenant(ls, caller, &wish.place.tenant, None)?,
    };
    let id = ConnectionId::generate(by.now, &mut *ls.rng());
    let sealed = credentials::seal(ls, company.workspace_id, id, &wish.config);
    let connection = Connection {
        flow: Some(ConnectedFlow { id: flow.id, key: flow.key.clone() }),
        field_mapping: wish.field_mapping.clone(),
        ..Connection::begin(id, &company, provider, sealed, by.now)
    };
    let mut chain = Chain::fresh(Subject::Connection(id));
    let data = EventData::none().with("flow", flow.key.as_str());
    changes.push(Change::CreateConnection(connection.clone()));
    changes.push(chain.append(ls, by, EventKind::ConnectionCreated, data));
    Ok((connection, changes))
}

fn next(company: &Company) -> Company {
    Company { version: company.version.next(), ..company.clone() }
}
