//! Opening a database: how each backend is set up, and what can go wrong before the first statement.

mod lock;
mod mariadb;
mod postgres;
mod sqlite;

use std::io;
use std::path::PathBuf;

use latchstring_storage::StorageError;

pub(crate) use lock::FileLock;
pub use mariadb::MariaDbOptions;
pub(crate) use mariadb::{MariaDbDatabase, connect_mariadb};
pub use postgres::PostgresOptions;
pub(crate) use postgres::{PostgresDatabase, connect_postgres};
pub(crate) use sqlite::{SqliteDatabase, connect_sqlite};
pub use sqlite::{SqliteOptions, Synchronous};

/// Why a database cannot be opened. No variant tells the URL or the password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another server has the SQLite file open exclusively.
    #[error("{} is in use by another server; only one may serve a SQLite file", .path.display())]
    InUse {
        /// The database file.
        path: PathBuf,
    },
    /// The SQLite file, or the lock file beside it, cannot be made or opened.
    #[error("{} cannot be opened", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Not an address of a PostgreSQL database, `postgres://user:password@host:port/database`, or of a MariaDB database,
    /// `mysql://user:password@host:port/database`.
    #[error(
        "the database URL is not of the form postgres://user:password@host:port/database or \
         mysql://user:password@host:port/database"
    )]
    Url,
    /// A server that answers at a `mysql://` address and is not one that Latchstring works with.
    #[error("Latchstring needs MariaDB 10.6 or newer, and the server is {version:?}")]
    Server {
        /// What it calls its version; MySQL has no name in it.
        version: String,
    },
    /// The database does not answer, or refuses.
    #[error("the database cannot be opened")]
    Storage(#[from] StorageError),
}
