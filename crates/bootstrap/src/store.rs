//! Opening the database that the configuration names.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use latchstring_storage::Store;
pub use latchstring_storage_seaorm::Heard;
use latchstring_storage_seaorm::{MariaDbOptions, PostgresOptions, SeaOrmStore, SqliteOptions};

use crate::config::DatabaseSettings;

/// How long a server may go by what it has read of an API key, a company and its sites: for so long a key may still be let in
/// that another server, or a command, has revoked.
const KEPT: Duration = Duration::from_secs(1);

/// Whether the database is opened by a server or by a command beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A server: on SQLite, the only one.
    Server,
    /// A command, which may run beside a server.
    Command,
}

/// An open database.
#[derive(Clone)]
pub struct OpenStore(SeaOrmStore);

/// The schema is older than the program.
#[derive(Debug, thiserror::Error)]
#[error(
    "the database lacks {} migration{}: {}. Run `admin-cli migrate`, or set database.migrate_on_start = true",
    .0.len(), if .0.len() == 1 { "" } else { "s" }, .0.join(", ")
)]
pub struct PendingMigrations(pub Vec<String>);

impl OpenStore {
    /// Opens the database the settings name. It is not migrated.
    ///
    /// # Errors
    /// When it cannot be reached, or, for a server on SQLite, another server has it.
    pub async fn open(settings: &DatabaseSettings, role: Role) -> anyhow::Result<Self> {
        let store = match settings {
            DatabaseSettings::Sqlite { path, .. } => return Self::open_sqlite(path, role).await,
            DatabaseSettings::Postgres { url, max_connections, .. } => {
                let options =
                    PostgresOptions { max_connections: *max_connections, ..PostgresOptions::default() };
                let store = SeaOrmStore::connect_postgres(url, options).await;
                store.context("the PostgreSQL database of database.url cannot be used")?
            }
            DatabaseSettings::MariaDb { url, max_connections, .. } => {
                let options =
                    MariaDbOptions { max_connections: *max_connections, ..MariaDbOptions::default() };
                let store = SeaOrmStore::connect_mariadb(url, options).await;
                store.context("the MariaDB database of database.url cannot be used")?
            }
        };
        Ok(Self::of(store, role))
    }

    /// Opens a SQLite file; makes it if there is none.
    ///
    /// # Errors
    /// When it cannot be opened, or, for a server, another server has it.
    pub async fn open_sqlite(path: &Path, role: Role) -> anyhow::Result<Self> {
        let options = SqliteOptions { exclusive: role == Role::Server, ..SqliteOptions::default() };
        let store = SeaOrmStore::connect_sqlite(path, options).await;
        let store = store.with_context(|| format!("the database {} cannot be used", path.display()))?;
        Ok(Self::of(store, role))
    }

    fn of(store: SeaOrmStore, role: Role) -> Self {
        Self(if role == Role::Server { store.keeping(KEPT) } else { store })
    }

    /// Brings the schema up to date; returns the migrations that were applied.
    ///
    /// # Errors
    /// When a migration fails.
    pub async fn migrate(&self) -> anyhow::Result<Vec<String>> {
        let pending = self.0.pending_migrations().await.context("the state of the schema cannot be read")?;
        self.0.migrate().await.context("the database cannot be migrated")?;
        Ok(pending)
    }

    /// Fails unless the schema is up to date.
    ///
    /// # Errors
    /// [`PendingMigrations`], or when the database fails.
    pub async fn require_migrated(&self) -> anyhow::Result<()> {
        let pending = self.0.pending_migrations().await.context("the state of the schema cannot be read")?;
        if pending.is_empty() { Ok(()) } else { Err(PendingMigrations(pending).into()) }
    }

    /// Calls `heard` for what any server puts into the outbox, for as long as it is polled. Where there is one server, as on
    /// SQLite, it returns at once.
    pub async fn listen(&self, heard: impl Fn(Heard) + Send + Sync) {
        self.0.listen(heard).await;
    }

    /// The storage.
    #[must_use]
    pub fn store(&self) -> Arc<dyn Store> {
        Arc::new(self.0.clone())
    }

    /// Closes the connections after what runs on them.
    pub async fn close(&self) {
        if let Err(error) = self.0.close().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the database did not close cleanly");
        }
    }
}
