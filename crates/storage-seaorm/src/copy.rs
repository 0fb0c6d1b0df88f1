//! Copies of a SQLite file: made beside a running server, and examined.

use std::path::Path;

use latchstring_storage::StorageError;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::open::{FileLock, OpenError};
use crate::store::Backend;
use crate::{SeaOrmStore, driver};

/// The lock by which one server has a SQLite file, held by who replaces the file. The file itself is not opened.
#[derive(Debug)]
pub struct SqliteLock {
    _lock: FileLock,
}

impl SqliteLock {
    /// Takes it; whoever serves the file, or begins to, is told that it is in use.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when a server has it.
    pub fn take(path: &Path) -> Result<Self, OpenError> {
        FileLock::take(path).map(|lock| Self { _lock: lock })
    }
}

impl SeaOrmStore {
    /// Writes a whole and consistent copy of the database, as it is at one moment, to a file that is not there or empty. Whoever
    /// reads and writes meanwhile is not held up. `false`: this is no SQLite database, and nothing was written.
    ///
    /// # Errors
    /// When the copy cannot be written; what there is of it is then worth nothing.
    pub async fn copy_sqlite(&self, to: &Path) -> Result<bool, StorageError> {
        // The connection that may write, because a reader may not write to the copy either.
        let Backend::Sqlite(_) = self.backend() else { return Ok(false) };
        let writer = self.writer();
        let to = to.to_str().ok_or_else(|| StorageError::defect("the name of the copy is not UTF-8"))?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        writer.execute_raw(copy).await.map_err(driver::failure)?;
        Ok(true)
    }

    /// What SQLite finds wrong with the file itself: pages, indexes, references. Nothing, when it is sound or no SQLite file.
    ///
    /// # Errors
    /// When the file is so broken that it cannot be looked through.
    pub async fn examine_sqlite(&self) -> Result<Vec<String>, StorageError> {
        let Backend::Sqlite(_) = self.backend() else { return Ok(Vec::new()) };
        let writer = self.writer();
        let mut wrong = Vec::new();
        let ask = |pragma| Statement::from_string(DbBackend::Sqlite, pragma);
        for row in writer.query_all_raw(ask("PRAGMA integrity_check")).await.map_err(driver::failure)? {
            let said: String = row.try_get_by_index(0).map_err(driver::failure)?;
            wrong.extend((said != "ok").then_some(said));
        }
        for row in writer.query_all_raw(ask("PRAGMA foreign_key_check")).await.map_err(driver::failure)? {
            let table: String = row.try_get_by_index(0).map_err(driver::failure)?;
            wrong.push(format!("a row of {table} refers to something that is not there"));
        }
        Ok(wrong)
    }
}
