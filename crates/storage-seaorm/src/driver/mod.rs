//! What the drivers' errors mean.

mod mariadb;

use std::fmt;

use latchstring_storage::{Constraint, Refusal, StorageError};
use sea_orm::sqlx;
use sea_orm::sqlx::error::{DatabaseError, ErrorKind};
use sea_orm::{DbErr, RuntimeErr};

/// What a driver said, in words. Not the driver's own error: the `Debug` of PostgreSQL's carries the values of the
/// row that broke a constraint.
struct DriverError(String);

impl fmt::Display for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DriverError({:?})", self.0)
    }
}

impl std::error::Error for DriverError {}

/// The unique rules with a meaning of their own: the name of the index, which PostgreSQL and MariaDB report; its table and
/// columns, which SQLite reports; and what breaking it means. Every other one is [`Constraint::Identity`].
pub(crate) const UNIQUE_RULES: &[(&str, &str, Refusal)] = &[
    (
        "companies_external_id_key",
        "companies.workspace_id, companies.external_id",
        Refusal::Conflict(Constraint::CompanyExternalId),
    ),
    (
        "sites_external_id_key",
        "sites.company_id, sites.external_id",
        Refusal::Conflict(Constraint::SiteExternalId),
    ),
    (
        "providers_url_key",
        "providers.workspace_id, providers.url",
        Refusal::Conflict(Constraint::ProviderUrl),
    ),
    (
        "providers_connector_key",
        "providers.workspace_id, providers.connector_key",
        Refusal::Conflict(Constraint::ConnectorKey),
    ),
    ("flows_key", "flows.workspace_id, flows.key", Refusal::Conflict(Constraint::FlowKey)),
    // Somebody else has appended to the chain meanwhile.
    ("events_place_key", "events.subject_kind, events.subject_id, events.sequence", Refusal::Stale),
    ("marks_pkey", "marks.key", Refusal::Conflict(Constraint::Once)),
    (
        "suppressions_pkey",
        "suppressions.workspace_id, suppressions.address",
        Refusal::Conflict(Constraint::Once),
    ),
    ("canaries_pkey", "canaries.id", Refusal::Conflict(Constraint::Once)),
];

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    sqlx_error(error).and_then(sqlx::Error::as_database_error)
}

/// What it means to a statement when it breaks a rule whose name does not tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning {
    /// A reference: the drivers do not say from which side it was broken.
    pub(crate) reference: Constraint,
    /// A primary key, which MariaDB calls `PRIMARY` in every table.
    pub(crate) primary_key: Constraint,
}

/// The rule of the schema that a statement broke, when that is what went wrong.
pub(crate) fn refusal(error: &DbErr, meaning: Meaning) -> Option<Refusal> {
    let error = database_error(error)?;
    match error.kind() {
        ErrorKind::ForeignKeyViolation => Some(Refusal::Conflict(meaning.reference)),
        ErrorKind::UniqueViolation => {
            if mariadb::broke_primary_key(error) {
                return Some(Refusal::Conflict(meaning.primary_key));
            }
            let columns = error.message().rsplit(": ").next().unwrap_or_default();
            let name = error.constraint().or_else(|| mariadb::broken_key(error));
            let broken = |(rule, of, _): &&(&str, &str, Refusal)| match name {
                Some(name) => name == *rule,
                None => columns == *of,
            };
            let rule = UNIQUE_RULES.iter().find(broken).map(|(_, _, refusal)| *refusal);
            Some(rule.unwrap_or(Refusal::Conflict(Constraint::Identity)))
        }
        _ => None,
    }
}

/// Whether the database took the whole transaction back to settle a race, so that the same set may be sent again:
/// a deadlock or a serialization failure of PostgreSQL, a deadlock of MariaDB.
pub(crate) fn lost_race(error: &DbErr) -> bool {
    let Some(error) = database_error(error) else { return false };
    mariadb::lost_race(error) || matches!(error.code().as_deref(), Some("40001" | "40P01"))
}

/// Whether SQLite could not sync a file or its folder: `SQLITE_IOERR_FSYNC`, `SQLITE_IOERR_DIR_FSYNC`.
pub(crate) fn is_unsynced(error: &DbErr) -> bool {
    let code = database_error(error).and_then(|error| error.code()?.parse::<i32>().ok());
    matches!(code, Some(1034 | 1290))
}

/// The failure as callers of the storage see it.
pub(crate) fn failure(error: DbErr) -> StorageError {
    let unavailable = match &error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        error => match sqlx_error(error) {
            Some(sqlx::Error::Database(error)) => is_passing(error.as_ref()),
            Some(
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed,
            ) => true,
            _ => false,
        },
    };
    let said = DriverError(words(&error));
    if unavailable { StorageError::unavailable(said) } else { StorageError::defect(said) }
}

fn words(error: &DbErr) -> String {
    match database_error(error) {
        Some(said) => {
            let message = mariadb::without_values(said).unwrap_or_else(|| said.message());
            format!("{message} (code {})", said.code().unwrap_or(std::borrow::Cow::Borrowed("none")))
        }
        None => error.to_string(),
    }
}

/// Whether the database's error speaks of its surroundings, not of the statement.
fn is_passing(error: &dyn DatabaseError) -> bool {
    if let Some(passing) = mariadb::is_passing(error) {
        return passing;
    }
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        // PostgreSQL, appendix A: connection, resources, operator intervention, system; a standby that has not been
        // promoted; a lock not granted; a race lost too often.
        let classes = ["08", "53", "57", "58"];
        return classes.iter().any(|class| code.starts_with(class))
            || matches!(code.as_ref(), "25006" | "55P03" | "40001" | "40P01");
    }
    // SQLite's primary code is the low byte: BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL.
    matches!(code.parse::<i32>().map(|code| code & 0xff), Ok(5 | 6 | 7 | 8 | 10 | 13 | 14 | 15))
}
