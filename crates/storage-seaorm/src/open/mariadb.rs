use std::fmt;
use std::str::FromStr as _;
use std::time::Duration;

use sea_orm::sqlx::Executor as _;
use sea_orm::sqlx::mysql::MySqlConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbErr, Statement};
use secrecy::{ExposeSecret as _, SecretString};

use super::OpenError;
use crate::driver;

/// The first version with `SKIP LOCKED`, by which workers do not wait for each other.
const OLDEST: (u32, u32) = (10, 6);

/// What every session has, whatever the server's own defaults are.
///
/// READ COMMITTED is what the preconditions in the statements rely on. Strict mode refuses what does not fit instead of
/// cutting it off, and assignments of one `UPDATE` see the row as it was, as the standard and the other databases have it.
/// The list of queues is as long as it is, and MariaDB would end it after a thousand without a word.
const SESSION: &str = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SET SESSION autocommit = 1, SESSION foreign_key_checks = 1, SESSION unique_checks = 1,
    SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,SIMULTANEOUS_ASSIGNMENT',
    SESSION max_recursive_iterations = 4294967295";

/// How a MariaDB database is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MariaDbOptions {
    /// The most connections at once. MariaDB groups its flushes over connections: on ordinary disks this is the
    /// throughput.
    pub max_connections: u32,
    /// How long a call waits for a connection.
    pub acquire_timeout: Duration,
    /// For how long a connection may have been idle before it is tried before use.
    pub test_after_idle: Duration,
    /// How long one statement may take.
    pub statement_timeout: Duration,
    /// How long a statement waits for a row that another transaction has.
    pub lock_timeout: Duration,
}

impl Default for MariaDbOptions {
    fn default() -> Self {
        Self {
            max_connections: 32,
            acquire_timeout: Duration::from_secs(10),
            test_after_idle: Duration::from_secs(30),
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(10),
        }
    }
}

/// A pool, and how to make a connection beside it.
pub(crate) struct MariaDbDatabase {
    pub(crate) pool: DatabaseConnection,
    connect: MySqlConnectOptions,
}

/// Nothing of the connection: its options hold the password.
impl fmt::Debug for MariaDbDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MariaDbDatabase")
    }
}

impl MariaDbDatabase {
    /// A connection of its own, without limits of time, for a migration. It rather gives up than make every reader of a
    /// busy table wait behind a migration that waits itself.
    pub(crate) async fn single(&self) -> Result<DatabaseConnection, DbErr> {
        let limits = "SESSION max_statement_time = 0, SESSION lock_wait_timeout = 10".to_owned();
        let mut single = pool(self.connect.clone(), limits);
        single.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        Database::connect(single).await
    }
}

pub(crate) async fn connect_mariadb(
    url: &SecretString,
    options: MariaDbOptions,
) -> Result<MariaDbDatabase, OpenError> {
    let url = url.expose_secret();
    if !(url.starts_with("mysql://") || url.starts_with("mariadb://")) {
        return Err(OpenError::Url);
    }
    // What the parser says may quote a part of the URL.
    let connect = MySqlConnectOptions::from_str(url).map_err(|_| OpenError::Url)?;
    if connect.get_database().is_none() {
        return Err(OpenError::Url);
    }
    let connect = connect
        .charset("utf8mb4")
        .collation("utf8mb4_nopad_bin")
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .statement_cache_capacity(256);
    let limits = format!(
        "SESSION max_statement_time = {}, SESSION innodb_lock_wait_timeout = {},
         SESSION idle_transaction_timeout = 60",
        options.statement_timeout.as_secs_f64(),
        options.lock_timeout.as_secs().max(1),
    );
    // Asked before the session is set up, which an older server has not all the settings for.
    require_version(&connect, options.acquire_timeout).await?;
    let mut shared = pool(connect.clone(), limits);
    shared
        .max_connections(options.max_connections.max(1))
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire_if_idle_for(options.test_after_idle);
    let pool = Database::connect(shared).await.map_err(driver::failure)?;
    Ok(MariaDbDatabase { pool, connect })
}

fn pool(connect: MySqlConnectOptions, limits: String) -> ConnectOptions {
    let mut pool = bare_pool(connect);
    let session = format!("{SESSION}, {limits}");
    pool.map_sqlx_mysql_pool_opts(move |pool| {
        let session = session.clone();
        pool.after_connect(move |connection, _| {
            let session = session.clone();
            Box::pin(async move {
                connection.execute(sea_orm::sqlx::AssertSqlSafe(session)).await?;
                Ok(())
            })
        })
    });
    pool
}

fn bare_pool(connect: MySqlConnectOptions) -> ConnectOptions {
    let connect = sea_orm::sqlx::ConnectOptions::disable_statement_logging(connect);
    // The options go in beside the URL: SeaORM keeps the URL and quotes it in errors and spans.
    let mut pool = ConnectOptions::new("mysql://localhost/");
    pool.sqlx_logging(false).record_stmt_in_spans(false).map_sqlx_mysql_opts(move |_| connect.clone());
    pool
}

async fn require_version(connect: &MySqlConnectOptions, timeout: Duration) -> Result<(), OpenError> {
    // A collation that only MariaDB knows would be refused before the version could be asked.
    let connect = connect.clone().set_names(false);
    let mut single = bare_pool(connect);
    single.max_connections(1).acquire_timeout(timeout);
    let single = Database::connect(single).await.map_err(driver::failure)?;
    let asked = Statement::from_string(single.get_database_backend(), "SELECT VERSION() AS version");
    let row = single.query_one_raw(asked).await.map_err(driver::failure)?;
    let version: String = match row {
        Some(row) => row.try_get("", "version").map_err(driver::failure)?,
        None => String::new(),
    };
    single.close().await.map_err(driver::failure)?;
    if serves(&version) { Ok(()) } else { Err(OpenError::Server { version }) }
}

/// Whether a server that calls its version this is one that Latchstring is tested with.
fn serves(version: &str) -> bool {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next().flatten(), numbers.next().flatten());
    let new_enough = matches!((major, minor), (Some(major), Some(minor)) if (major, minor) >= OLDEST);
    new_enough && version.to_ascii_lowercase().contains("mariadb")
}

#[cfg(test)]
mod tests {
    use super::serves;

    #[test]
    fn only_a_mariadb_that_can_skip_locked_rows_is_taken() {
        let taken = [
            "10.11.19-MariaDB-0+deb12u1",
            "10.6.0-MariaDB",
            "11.4.5-MariaDB-log",
            "12.0.2-MariaDB-ubu2404-log",
            "10.6.14-mariadb",
        ];
        for version in taken {
            assert!(serves(version), "{version}");
        }
        for version in
            ["10.5.29-MariaDB", "5.5.68-MariaDB", "8.0.36", "8.4.3-log", "9.1.0", "MariaDB", "10-MariaDB", ""]
        {
            assert!(!serves(version), "{version}");
        }
    }
}
