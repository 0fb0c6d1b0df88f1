use std::fmt;
use std::str::FromStr as _;
use std::time::Duration;

use sea_orm::sqlx::Connection as _;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use secrecy::{ExposeSecret as _, SecretString};

use super::OpenError;
use crate::clock::OutboxClock;
use crate::commit::{PostgresGroups, Queue};
use crate::driver;

/// How many connections commit groups, beside the pool: there is one group at a time.
const GROUPS: u32 = 1;

/// How long a group waits for a row that somebody else has, before its sets go each by itself.
const LOCK_TIMEOUT: &str = "200ms";

/// How a PostgreSQL database is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresOptions {
    /// The most connections at once. PostgreSQL groups its flushes over connections: on ordinary disks this is the
    /// throughput.
    pub max_connections: u32,
    /// How long a call waits for a connection.
    pub acquire_timeout: Duration,
    /// For how long a connection may have been idle before it is tried before use.
    pub test_after_idle: Duration,
    /// How long one statement may take.
    pub statement_timeout: Duration,
    /// The name under which the server lists the connections.
    pub application_name: String,
    /// Whose clock the outbox goes by.
    pub outbox_clock: OutboxClock,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            max_connections: 32,
            acquire_timeout: Duration::from_secs(10),
            test_after_idle: Duration::from_secs(30),
            statement_timeout: Duration::from_secs(30),
            application_name: "latchstring".to_owned(),
            outbox_clock: OutboxClock::default(),
        }
    }
}

/// A pool, and how to make a connection beside it.
pub(crate) struct PostgresDatabase {
    pub(crate) pool: DatabaseConnection,
    pub(crate) outbox_clock: OutboxClock,
    pub(crate) commits: Queue<PostgresGroups>,
    connect: PgConnectOptions,
}

/// Nothing of the connection: its options hold the password.
impl fmt::Debug for PostgresDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresDatabase")
    }
}

impl PostgresDatabase {
    /// How a connection beside the pool is made.
    pub(crate) fn connect_options(&self) -> PgConnectOptions {
        sea_orm::sqlx::ConnectOptions::disable_statement_logging(self.connect.clone())
    }

    /// A connection of its own, without limits of time, for a migration.
    pub(crate) async fn single(&self) -> Result<DatabaseConnection, DbErr> {
        let connect = self.connect.clone().options([("statement_timeout", "0")]);
        let mut single = pool(connect);
        single.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        Database::connect(single).await
    }
}

pub(crate) async fn connect_postgres(
    url: &SecretString,
    options: PostgresOptions,
) -> Result<PostgresDatabase, OpenError> {
    let url = url.expose_secret();
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(OpenError::Url);
    }
    // What the parser says may quote a part of the URL.
    let connect = PgConnectOptions::from_str(url).map_err(|_| OpenError::Url)?;
    let connect = connect.application_name(&options.application_name).statement_cache_capacity(256);
    let settings = [
        // What the preconditions in the statements rely on, whatever the database's own default is.
        ("default_transaction_isolation", "read committed".to_owned()),
        ("statement_timeout", options.statement_timeout.as_millis().to_string()),
        // A process that was stopped in the middle holds its locks no longer than this.
        ("idle_in_transaction_session_timeout", "60000".to_owned()),
    ];
    let mut shared = pool(connect.clone().options(settings.clone()));
    shared
        .max_connections(options.max_connections.max(1))
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire_if_idle_for(options.test_after_idle);
    let pool = Database::connect(shared).await.map_err(driver::failure)?;
    let impatient = PgPoolOptions::new()
        .max_connections(GROUPS)
        .acquire_timeout(options.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(move |connection, meta| {
            Box::pin(async move {
                if meta.idle_for >= options.test_after_idle {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(quiet(
            connect.clone().options(settings).options([("lock_timeout", LOCK_TIMEOUT)]),
        ));
    let commits = Queue::new(PostgresGroups::new(impatient, pool.clone(), options.outbox_clock));
    Ok(PostgresDatabase { pool, outbox_clock: options.outbox_clock, commits, connect })
}

fn quiet(connect: PgConnectOptions) -> PgConnectOptions {
    sea_orm::sqlx::ConnectOptions::disable_statement_logging(connect)
}

fn pool(connect: PgConnectOptions) -> ConnectOptions {
    let connect = quiet(connect);
    // The options go in beside the URL: SeaORM keeps the URL and quotes it in errors and spans.
    let mut pool = ConnectOptions::new("postgres://localhost/");
    pool.sqlx_logging(false).record_stmt_in_spans(false).map_sqlx_postgres_opts(move |_| connect.clone());
    pool
}
