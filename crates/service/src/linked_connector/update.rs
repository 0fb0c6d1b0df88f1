use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow::FieldMapping;
use latchstring_domain::key::ConnectorKey;
use latchstring_storage::{Change, ChangeSet};

use super::config::{ConfigRefused, check};
use super::find::{LinkedConnector, Place};
use crate::attempts::{Attempts, Commit};
use crate::connection::collect_soon;
use crate::ports::Answers;
use crate::record::{By, Chain};
use crate::webhook::updated;
use crate::{Caller, Failure, Latchstring, credentials};

/// What is to change about a linked connector: `None` leaves a part as it is.
#[derive(Debug, Clone, Default)]
pub struct LinkedConnectorChanges {
    /// Values to be laid over those there are.
    pub config: Option<Answers>,
    /// Which of the source's fields fill which of the customer's; `Some(None)` takes the mapping away.
    pub field_mapping: Option<Option<FieldMapping>>,
}

/// Why a linked connector was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateLinkedConnectorError {
    /// The values do not do.
    #[error(transparent)]
    Config(#[from] ConfigRefused),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes a linked connector; with new values it waits for its collector again. Needs the scope `connections:write`.
///
/// # Errors
/// [`UpdateLinkedConnectorError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    place: &Place,
    connector: &ConnectorKey,
    wish: LinkedConnectorChanges,
) -> Result<LinkedConnector, UpdateLinkedConnectorError> {
    caller.require(ls, Scope::ConnectionsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let found = place.find(ls, caller).await?;
        let LinkedConnector { connection, provider } = found.required(ls, caller, connector).await?;
        let config = match &wish.config {
            Some(config) => {
                let merged =
                    config.iter().fold(credentials::open(ls, &connection)?, |merged, (key, value)| {
                        merged.with(key, value.clone())
                    });
                check(provider.as_ref().map(|provider| &provider.form), &merged)?;
                Some(merged)
            }
            None => None,
        };
        let mapping = wish.field_mapping.clone();
        let (connection, mut changes) = replaced(ls, &by, connection, config.as_ref(), mapping).await?;
        if let (Some(_), Some(provider)) = (&config, &provider) {
            changes.extend(collect_soon(ls, provider, &connection, by.now));
        }
        match attempts.commit(changes.into_iter().fold(ChangeSet::new(), ChangeSet::with)).await? {
            Commit::Done => return Ok(LinkedConnector { connection, provider }),
            Commit::Stale => {}
            Commit::Conflict(_) => {
                return Err(Failure::Defect("a change of a linked connector was refused").into());
            }
        }
    }
}

/// The connection with other values and another mapping, where there are any, and the changes that make it so.
pub(super) async fn replaced(
    ls: &Latchstring,
    by: &By,
    old: Connection,
    config: Option<&Answers>,
    mapping: Option<Option<FieldMapping>>,
) -> Result<(Connection, Vec<Change>), Failure> {
    let mut changed: Vec<String> = Vec::new();
    let version = old.version.next();
    let mut new = old.clone();
    if let Some(config) = config {
        changed.push("credentials".to_owned());
        new = new.repair(credentials::seal(ls, old.workspace_id, old.id, config), by.now);
    }
    if let Some(mapping) = mapping
        && mapping != old.field_mapping
    {
        changed.push("fieldMapping".to_owned());
        new = new.map_fields(mapping, by.now);
    }
    if changed.is_empty() {
        return Ok((old, Vec::new()));
    }
    // One write, however many parts of it changed.
    new.version = version;
    let mut chain = Chain::load(ls, Subject::Connection(new.id)).await?;
    let event = chain.append(ls, by, EventKind::ConnectionUpdated, updated(&old, &new, changed));
    Ok((new.clone(), vec![Change::UpdateConnection(new), event]))
}
