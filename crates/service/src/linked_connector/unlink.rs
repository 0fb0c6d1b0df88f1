use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::key::ConnectorKey;
use latchstring_storage::{Change, ChangeSet};

use super::find::Place;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::webhook::updated;
use crate::{Caller, Failure, Latchstring, Thing};

/// Ends what a tenant has linked, every connection to this connector: the credentials are gone at once, the connections
/// stay for the record. Needs the scope `connections:write`.
///
/// # Errors
/// [`Failure`].
pub async fn unlink(
    ls: &Latchstring,
    caller: &Caller,
    place: &Place,
    connector: &ConnectorKey,
) -> Result<(), Failure> {
    caller.require(ls, Scope::ConnectionsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let found = place.find(ls, caller).await?;
        let (_, connections) = found.connections_to(ls, caller, connector).await?;
        if connections.is_empty() {
            return Err(Failure::NotFound(Thing::Connector));
        }
        let mut set = ChangeSet::new();
        for connection in connections {
            let mut chain = Chain::load(ls, Subject::Connection(connection.id)).await?;
            let unlinked = connection.clone().unlink(by.now);
            let data = updated(&connection, &unlinked, vec!["credentials".to_owned()]);
            let event = chain.append(ls, &by, EventKind::ConnectionUnlinked, data);
            set.push(Change::UpdateConnection(unlinked));
            set.push(event);
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an end of a connection was refused")),
        }
    }
}
