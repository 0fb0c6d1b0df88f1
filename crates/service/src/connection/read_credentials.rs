use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::ConnectionId;
use latchstring_storage::ChangeSet;

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::ports::Answers;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, credentials};

/// What a connection signs in with, for the customer's own collector; nothing, once the connection is ended. Each
/// reading is an event, which is written before anything is told. Needs the scope `credentials:read`.
///
/// # Errors
/// [`Failure`].
pub async fn read_credentials(
    ls: &Latchstring,
    caller: &Caller,
    id: ConnectionId,
) -> Result<Answers, Failure> {
    caller.require(ls, Scope::CredentialsRead).await?;
    let connection = find(ls, caller, id).await?;
    reveal(ls, caller, &connection).await
}

/// The same for a connection at hand, and a caller who may.
pub(crate) async fn reveal(
    ls: &Latchstring,
    caller: &Caller,
    connection: &Connection,
) -> Result<Answers, Failure> {
    if connection.credentials.fields.is_empty() {
        return Ok(Answers::default());
    }
    let opened = credentials::open(ls, connection)?;
    let mut attempts = Attempts::new(ls);
    loop {
        let mut chain = Chain::load(ls, Subject::Connection(connection.id)).await?;
        let by = By::caller(caller, ls.now());
        let event = chain.append(ls, &by, EventKind::CredentialsRead, EventData::none());
        match attempts.commit(ChangeSet::new().with(event)).await? {
            Commit::Done => return Ok(opened),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}
