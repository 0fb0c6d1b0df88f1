use std::fmt;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_storage::{ChangeSet, CommitError, StorageError, Store};
use sea_orm::DatabaseConnection;
use secrecy::SecretString;

use crate::cache::Cache;
use crate::clock::OutboxClock;
use crate::commit::{CommitStats, Queue, SqliteGroups, SqliteSet};
use crate::driver;
use crate::open::{
    FileLock, MariaDbDatabase, MariaDbOptions, OpenError, PostgresDatabase, PostgresOptions, SqliteDatabase,
    SqliteOptions, connect_mariadb, connect_postgres, connect_sqlite,
};
use crate::write::Plan;
use crate::{read, write};

/// A database as [`Store`]. Clones share its connections.
#[derive(Clone)]
pub struct SeaOrmStore {
    database: Arc<Backend>,
    cache: Arc<Cache>,
}

pub(crate) enum Backend {
    Sqlite(SqliteStore),
    Postgres(PostgresDatabase),
    MariaDb(MariaDbDatabase),
}

pub(crate) struct SqliteStore {
    pub(crate) writer: DatabaseConnection,
    reader: DatabaseConnection,
    commits: Queue<SqliteGroups>,
    _lock: Option<FileLock>,
}

impl fmt::Debug for SeaOrmStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.backend() {
            Backend::Sqlite(_) => "SeaOrmStore(SQLite)",
            Backend::Postgres(_) => "SeaOrmStore(PostgreSQL)",
            Backend::MariaDb(_) => "SeaOrmStore(MariaDB)",
        })
    }
}

impl SeaOrmStore {
    /// Opens a SQLite file, made when it is not there. It is not migrated.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when another server has the file and [`SqliteOptions::exclusive`] is set; the others of
    /// [`OpenError`] when the file cannot be opened.
    pub async fn connect_sqlite(path: &Path, options: SqliteOptions) -> Result<Self, OpenError> {
        let SqliteDatabase { writer, reader, lock } = connect_sqlite(path, options).await?;
        let commits = Queue::new(SqliteGroups::new(writer.get_sqlite_connection_pool().clone()));
        let store = SqliteStore { writer, reader, commits, _lock: lock };
        Ok(Self::of(Backend::Sqlite(store)))
    }

    /// Connects to a PostgreSQL database at `postgres://user:password@host:port/database`. It is not migrated.
    ///
    /// # Errors
    /// [`OpenError::Url`] when that is not an address, [`OpenError::Storage`] when the database cannot be reached or
    /// refuses.
    pub async fn connect_postgres(url: &SecretString, options: PostgresOptions) -> Result<Self, OpenError> {
        let database = connect_postgres(url, options).await?;
        Ok(Self::of(Backend::Postgres(database)))
    }

    /// Connects to a MariaDB database at `mysql://user:password@host:port/database`, or the same with `mariadb://`. It is
    /// not migrated.
    ///
    /// # Errors
    /// [`OpenError::Url`] when that is not an address or names no database, [`OpenError::Server`] when the server is
    /// older than MariaDB 10.6 or is MySQL, [`OpenError::Storage`] when the database cannot be reached or refuses.
    pub async fn connect_mariadb(url: &SecretString, options: MariaDbOptions) -> Result<Self, OpenError> {
        let database = connect_mariadb(url, options).await?;
        Ok(Self::of(Backend::MariaDb(database)))
    }

    fn of(backend: Backend) -> Self {
        Self { database: Arc::new(backend), cache: Arc::default() }
    }

    /// Keeps the API keys, companies and sites that it reads for so long, which is the longest that a change by another
    /// process can go unseen. What is changed by this store, or by a clone of it, is seen at once.
    ///
    /// For a server, before the store is cloned. Unless it is called nothing is kept.
    #[must_use]
    pub fn keeping(self, span: Duration) -> Self {
        Self { cache: Arc::new(Cache::new(span)), ..self }
    }

    /// Closes the connections, after what runs on them and what waits to be committed. Every clone is closed with it.
    ///
    /// # Errors
    /// When a connection cannot be closed properly.
    pub async fn close(&self) -> Result<(), StorageError> {
        match self.backend() {
            Backend::Sqlite(SqliteStore { writer, reader, commits, .. }) => {
                commits.close().await;
                // The writer last: the last connection to go folds the write-ahead log into the file.
                reader.close_by_ref().await.map_err(driver::failure)?;
                writer.close_by_ref().await.map_err(driver::failure)
            }
            Backend::Postgres(PostgresDatabase { pool, .. })
            | Backend::MariaDb(MariaDbDatabase { pool, .. }) => {
                pool.close_by_ref().await.map_err(driver::failure)
            }
        }
    }

    /// How the commits go, for whoever watches over the server.
    #[must_use]
    pub fn commit_stats(&self) -> CommitStats {
        match self.backend() {
            Backend::Sqlite(SqliteStore { commits, .. }) => commits.stats(),
            Backend::Postgres(_) | Backend::MariaDb(_) => CommitStats::default(),
        }
    }

    async fn send(&self, plan: Plan) -> Result<(), CommitError> {
        match self.backend() {
            Backend::Sqlite(SqliteStore { commits, .. }) => commits.commit(SqliteSet::new(plan)).await,
            Backend::Postgres(_) | Backend::MariaDb(_) => {
                self.detached(move |store| async move { write::alone(store.writer(), &plan).await }).await
            }
        }
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.database
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        match self.backend() {
            Backend::Sqlite(SqliteStore { reader, .. }) => reader,
            Backend::Postgres(PostgresDatabase { pool, .. })
            | Backend::MariaDb(MariaDbDatabase { pool, .. }) => pool,
        }
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match self.backend() {
            Backend::Sqlite(SqliteStore { writer, .. }) => writer,
            Backend::Postgres(PostgresDatabase { pool, .. })
            | Backend::MariaDb(MariaDbDatabase { pool, .. }) => pool,
        }
    }

    pub(crate) fn outbox_clock(&self) -> OutboxClock {
        match self.backend() {
            Backend::Sqlite(_) => OutboxClock::Callers,
            Backend::Postgres(database) => database.outbox_clock,
            Backend::MariaDb(database) => database.outbox_clock,
        }
    }

    /// Runs a write to its end even when the caller stops waiting for it: a transaction dropped half-way would leave
    /// its connection to be cleaned up by the next one.
    pub(crate) async fn detached<T, E, F>(&self, work: impl FnOnce(Self) -> F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        match tokio::spawn(work(self.clone())).await {
            Ok(result) => result,
            Err(lost) if lost.is_cancelled() => Err(StorageError::unavailable(lost).into()),
            Err(panicked) => Err(StorageError::defect(panicked).into()),
        }
    }
}

#[async_trait]
impl Store for SeaOrmStore {
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError> {
        if set.changes().is_empty() {
            return Ok(());
        }
        let touched = self.cache.touched_by(&set);
        let plan = Plan::of(set, self.writer().get_database_backend(), self.outbox_clock())?;
        if touched.is_empty() {
            return self.send(plan).await;
        }
        // Forgotten whether or not anybody still waits.
        let forgetting = |store: Self| async move {
            let outcome = store.send(plan).await;
            store.cache.forget(&touched);
            outcome
        };
        self.detached(forgetting).await
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        read::canary(self.reader()).await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.reader().ping().await.map_err(driver::failure)
    }
}
