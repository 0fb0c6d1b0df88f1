//! MariaDB's errors. It has a number for each, and the SQL state that the other database goes by is the same for many.
//!
//! Source: the [list of MariaDB's error codes](https://mariadb.com/kb/en/mariadb-error-code-reference/).

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::mysql::MySqlDatabaseError;

/// A deadlock, and a row that changed since the transaction read it, which some newer versions tell of instead of waiting.
const LOST_RACES: [u16; 2] = [1213, 1020];

/// What speaks of the server's surroundings and not of the statement.
const PASSING: &[u16] = &[
    // Too many connections, of all or of one user; a server that is going down, or a connection that it ended.
    1040, 1053, 1129, 1203, 1226, 1317, 1927, 4031, // The network.
    1152, 1158, 1159, 1160, 1161, 1184, // No memory, no disk, no room; a disk that fails.
    1021, 1026, 1030, 1037, 1038, 1041, 1114, 1135, 1180,
    // A row that another transaction has for too long, a statement that takes too long, a race lost too often.
    1205, 1969, 1213, 1020,
    // A server that only reads, as a replica does that has not been promoted.
    1290, 1792, 1836,
];

fn of_mariadb(error: &dyn DatabaseError) -> Option<&MySqlDatabaseError> {
    error.try_downcast_ref::<MySqlDatabaseError>()
}

pub(super) fn lost_race(error: &dyn DatabaseError) -> bool {
    of_mariadb(error).is_some_and(|error| LOST_RACES.contains(&error.number()))
}

/// Nothing when the error is another database's.
pub(super) fn is_passing(error: &dyn DatabaseError) -> Option<bool> {
    of_mariadb(error).map(|error| PASSING.contains(&error.number()))
}

/// The name at the end of `Duplicate entry '…' for key '…'`. The value before it may have quotes of its own.
pub(super) fn broken_key(error: &dyn DatabaseError) -> Option<&str> {
    of_mariadb(error).and_then(|error| last_quoted(error.message()))
}

pub(super) fn broke_primary_key(error: &dyn DatabaseError) -> bool {
    broken_key(error) == Some("PRIMARY")
}

fn last_quoted(message: &str) -> Option<&str> {
    let (rest, _) = message.rsplit_once('\'')?;
    rest.rsplit_once('\'').map(|(_, name)| name)
}

/// What the message says before it quotes something, when it quotes a row: `Duplicate entry`, `Incorrect string value:`.
pub(super) fn without_values(error: &dyn DatabaseError) -> Option<&str> {
    let error = of_mariadb(error)?;
    let of_a_row = error.code().is_some_and(|state| state.starts_with("22") || state.starts_with("23"));
    of_a_row.then(|| before_the_quote(error.message()))
}

fn before_the_quote(message: &str) -> &str {
    message.split_once('\'').map_or(message, |(before, _)| before.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_after_whatever_the_row_holds() {
        let said = "Duplicate entry 'x' for key 'PRIMARY' it's' for key 'flows_key'";
        assert_eq!(last_quoted(said), Some("flows_key"));
        assert_eq!(last_quoted("Duplicate entry '1' for key 'PRIMARY'"), Some("PRIMARY"));
        assert_eq!(last_quoted("it's"), None);
    }

    #[test]
    fn a_value_is_not_repeated() {
        assert_eq!(before_the_quote("Duplicate entry 'hunter2' for key 'PRIMARY'"), "Duplicate entry");
        assert_eq!(before_the_quote("Deadlock found"), "Deadlock found");
    }

    #[test]
    fn a_lost_race_that_is_given_up_is_passing() {
        assert!(LOST_RACES.iter().all(|number| PASSING.contains(number)));
    }
}
