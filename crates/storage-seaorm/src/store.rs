use std::fmt;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use latchstring_storage::{ChangeSet, CommitError, StorageError, Store};
use sea_orm::DatabaseConnection;
use secrecy::SecretString;

use crate::driver;
use crate::open::{
    FileLock, MariaDbDatabase, MariaDbOptions, OpenError, PostgresDatabase, PostgresOptions, SqliteOptions,
    connect_mariadb, connect_postgres, connect_sqlite,
};
use crate::{read, write};

/// A database as [`Store`]. Clones share its connections.
#[derive(Clone)]
pub struct SeaOrmStore {
    database: Arc<Backend>,
}

pub(crate) enum Backend {
    Sqlite { writer: DatabaseConnection, reader: DatabaseConnection, _lock: Option<FileLock> },
    Postgres(PostgresDatabase),
    MariaDb(MariaDbDatabase),
}

impl fmt::Debug for SeaOrmStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.backend() {
            Backend::Sqlite { .. } => "SeaOrmStore(SQLite)",
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
        let opened = connect_sqlite(path, options).await?;
        let backend = Backend::Sqlite { writer: opened.writer, reader: opened.reader, _lock: opened.lock };
        Ok(Self { database: Arc::new(backend) })
    }

    /// Connects to a PostgreSQL database at `postgres://user:password@host:port/database`. It is not migrated.
    ///
    /// # Errors
    /// [`OpenError::Url`] when that is not an address, [`OpenError::Storage`] when the database cannot be reached or
    /// refuses.
    pub async fn connect_postgres(url: &SecretString, options: PostgresOptions) -> Result<Self, OpenError> {
        let database = connect_postgres(url, options).await?;
        Ok(Self { database: Arc::new(Backend::Postgres(database)) })
    }

    /// Connects to a MariaDB database at `mysql://user:password@host:port/database`, or the same with `mariadb://`. It is
    /// not migrated.
    ///
    /// # Errors
    /// [`OpenError::Url`] when that is not an address or names no database, [`OpenError::Server`] when the server is
    /// older than MariaDB 10.6 or is MySQL, [`OpenError::Storage`] when the database cannot be reached or refuses.
    pub async fn connect_mariadb(url: &SecretString, options: MariaDbOptions) -> Result<Self, OpenError> {
        let database = connect_mariadb(url, options).await?;
        Ok(Self { database: Arc::new(Backend::MariaDb(database)) })
    }

    /// Closes the connections, after what runs on them. Every clone is closed with it.
    ///
    /// # Errors
    /// When a connection cannot be closed properly.
    pub async fn close(&self) -> Result<(), StorageError> {
        match self.backend() {
            Backend::Sqlite { writer, reader, .. } => {
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

    pub(crate) fn backend(&self) -> &Backend {
        &self.database
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        match self.backend() {
            Backend::Sqlite { reader, .. } => reader,
            Backend::Postgres(PostgresDatabase { pool, .. })
            | Backend::MariaDb(MariaDbDatabase { pool, .. }) => pool,
        }
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match self.backend() {
            Backend::Sqlite { writer, .. } => writer,
            Backend::Postgres(PostgresDatabase { pool, .. })
            | Backend::MariaDb(MariaDbDatabase { pool, .. }) => pool,
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
        self.detached(move |store| async move { write::commit(store.writer(), &set).await }).await
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        read::canary(self.reader()).await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.reader().ping().await.map_err(driver::failure)
    }
}
