use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::id::ConnectionId;
use secrecy::SecretString;

use crate::{Caller, Failure, Latchstring, Thing, company, credentials};

/// A connection as its workspace sees it.
#[derive(Debug)]
pub struct ConnectionView {
    /// The connection.
    pub connection: Connection,
    /// Its company.
    pub company: Company,
    /// The user name it signs in with, which the documented interface shows; the password is never here. Not in
    /// `Debug`.
    pub username: Option<SecretString>,
}

/// A connection. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: ConnectionId) -> Result<ConnectionView, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    let connection = find(ls, caller, id).await?;
    let company = company::find(ls, caller, connection.company_id).await?;
    view(ls, connection, company)
}

/// The caller's connection with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: ConnectionId) -> Result<Connection, Failure> {
    caller.own(ls, Thing::Connection, ls.store().connection(id).await?).await
}

pub(super) fn view(
    ls: &Latchstring,
    connection: Connection,
    company: Company,
) -> Result<ConnectionView, Failure> {
    let username = credentials::username(ls, &connection)?;
    Ok(ConnectionView { connection, company, username })
}
