use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::ConnectionId;

use super::get::find;
use crate::{Caller, Failure, Latchstring, event};

/// What happened to a connection, oldest first: the newest thousand events. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn events(ls: &Latchstring, caller: &Caller, id: ConnectionId) -> Result<Vec<Event>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    find(ls, caller, id).await?;
    event::story(ls, Subject::Connection(id)).await
}
