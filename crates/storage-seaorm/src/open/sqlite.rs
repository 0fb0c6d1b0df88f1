use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::lock::private;
use super::{FileLock, OpenError};
use crate::driver;

/// How a SQLite file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqliteOptions {
    /// Whether to refuse when another server has the file, and to refuse other servers while it is open. Set it for
    /// servers; leave it for a tool that works on the file beside a running server.
    pub exclusive: bool,
    /// What survives a power cut.
    pub synchronous: Synchronous,
    /// How many reads may run at once.
    pub readers: u32,
    /// How long a writer waits for another process to finish writing.
    pub busy_timeout: Duration,
}

/// When SQLite flushes what it has committed to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// At every commit: an acknowledged commit survives a power cut.
    Full,
    /// At checkpoints: a power cut may take the last commits back, and a link that was used up would open again.
    /// For tests.
    Normal,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            exclusive: false,
            synchronous: Synchronous::Full,
            readers: 4,
            busy_timeout: Duration::from_secs(5),
        }
    }
}

/// The one connection that writes, and those that read.
pub(crate) struct SqliteDatabase {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    pub(crate) lock: Option<FileLock>,
}

pub(crate) async fn connect_sqlite(path: &Path, options: SqliteOptions) -> Result<SqliteDatabase, OpenError> {
    let failed = |source| OpenError::File { path: path.to_owned(), source };
    drop(private(path).map_err(failed)?);
    // One name for one file, whatever links lead to it, so that it has one lock.
    let path = path.canonicalize().map_err(failed)?;
    let lock = options.exclusive.then(|| FileLock::take(&path)).transpose()?;
    // Writers queue for the one connection in this process, in order, instead of polling in SQLite's busy handler.
    let writer = pool(1, configured(&path, options));
    let writer = Database::connect(writer).await.map_err(driver::failure)?;
    let reader = pool(options.readers.max(1), configured(&path, options).pragma("query_only", "ON"));
    let reader = Database::connect(reader).await.map_err(driver::failure)?;
    Ok(SqliteDatabase { writer, reader, lock })
}

fn pool(connections: u32, sqlite: SqliteConnectOptions) -> ConnectOptions {
    // The path goes in beside the URL, in which some of its characters would mean something.
    let mut pool = ConnectOptions::new("sqlite::memory:");
    pool.max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(move |_| sqlite.clone());
    pool
}

fn configured(path: &PathBuf, options: SqliteOptions) -> SqliteConnectOptions {
    let synchronous = match options.synchronous {
        Synchronous::Full => SqliteSynchronous::Full,
        Synchronous::Normal => SqliteSynchronous::Normal,
    };
    let sqlite = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        .synchronous(synchronous)
        .busy_timeout(options.busy_timeout)
        .foreign_keys(true)
        // Otherwise INSERT OR REPLACE deletes rows without asking the triggers that keep the event log.
        .pragma("recursive_triggers", "ON")
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-65536")
        .pragma("mmap_size", "268435456")
        .pragma("journal_size_limit", "67108864")
        .statement_cache_capacity(256)
        .optimize_on_close(true, None);
    sea_orm::sqlx::ConnectOptions::disable_statement_logging(sqlite)
}
