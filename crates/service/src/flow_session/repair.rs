use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::{ConnectionTarget, Step};
use secrecy::ExposeSecret as _;

use super::pass::Walk;
use crate::{Failure, Latchstring, Thing, credentials};

/// From how many characters on the last one of a user name is shown beside the first.
const LONG: usize = 6;

/// What somebody is told of the connection that they are about to repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Where it stands.
    pub status: ConnectionStatus,
    /// The user name it signs in with, masked: enough to know which account is meant, too little to sign in with.
    pub username: Option<String>,
}

/// The repair that a walk is about, as long as it has not signed in.
pub(super) async fn repair(ls: &Latchstring, walk: &Walk) -> Result<Option<Repair>, Failure> {
    let ConnectionTarget::Existing(id) = walk.session.target else { return Ok(None) };
    if walk.session.step() != Step::SignIn {
        return Ok(None);
    }
    let connection = ls.store().connection(id).await?.ok_or(Failure::NotFound(Thing::Connection))?;
    // What does not open any more is replaced by the repair: it must not be what keeps it from happening.
    let username = credentials::username(ls, &connection).ok().flatten();
    let username = username.map(|name| masked(name.expose_secret()));
    Ok(Some(Repair { status: connection.status, username }))
}

fn masked(name: &str) -> String {
    if let Ok(address) = EmailAddress::parse(name) {
        return address.masked();
    }
    let first = name.chars().next();
    let last = name.chars().last().filter(|_| name.chars().count() >= LONG);
    first.into_iter().chain("•••".chars()).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t059_a_masked_name_tells_its_owner_which_and_nobody_else_the_rest() {
        for (name, shown) in [
            ("sandbox-username", "s•••e"),
            ("dana@example.com", "d•••@example.com"),
            ("12345", "1•••"),
            ("123456", "1•••6"),
            ("é", "é•••"),
            ("", "•••"),
            ("日本語の名前です", "日•••す"),
        ] {
            assert_eq!(masked(name), shown);
        }
    }
}
