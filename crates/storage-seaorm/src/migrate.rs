//! Bringing the schema up to date, by one process at a time.

use std::collections::BTreeSet;

use latchstring_storage::StorageError;
use sea_orm::sea_query::{Alias, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use sea_orm_migration::{MigratorTrait as _, SchemaManager};

use crate::SeaOrmStore;
use crate::driver;
use crate::migration::Migrator;
use crate::open::{MariaDbDatabase, PostgresDatabase};
use crate::store::Backend;
use crate::write;

/// The key of PostgreSQL's advisory lock: `latchstr` in ASCII.
const LOCK: i64 = i64::from_be_bytes(*b"latchstr");

/// How long a replica waits for another one that migrates MariaDB, where a wait has to end.
const LOCK_SECONDS: u32 = 24 * 60 * 60;

const MIGRATIONS: &str = "seaql_migrations";

impl SeaOrmStore {
    /// The names of the migrations that this program knows and the database has not had, in order. A database that
    /// a newer program has migrated further has none pending: migrations only add what the program before them can
    /// live with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StorageError> {
        pending(SchemaManager::new(self.reader())).await.map_err(driver::failure)
    }

    /// Applies the pending migrations. Only one process does so at a time; another one waits, and then finds
    /// nothing left to do. A migration that fails leaves nothing of itself behind; on MariaDB, which commits each
    /// statement of one by itself, it leaves what it has done, and goes on from there when it is begun again.
    ///
    /// # Errors
    /// When the database does not answer, or a migration fails.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        if self.pending_migrations().await?.is_empty() {
            return Ok(());
        }
        let migrated = match self.backend() {
            Backend::Sqlite(database) => migrate_sqlite(&database.writer).await,
            Backend::Postgres(database) => migrate_postgres(database).await,
            Backend::MariaDb(database) => migrate_mariadb(database).await,
        };
        migrated.map_err(driver::failure)
    }
}

async fn pending(manager: SchemaManager<'_>) -> Result<Vec<String>, DbErr> {
    let known = Migrator::migrations().into_iter().map(|migration| migration.name().to_owned());
    if !manager.has_table(MIGRATIONS).await? {
        return Ok(known.collect());
    }
    let version = Alias::new("version");
    let applied = Query::select()
        .column(version.clone())
        .from(Alias::new(MIGRATIONS))
        .order_by(version, Order::Asc)
        .to_owned();
    let rows = manager.get_connection().query_all(&applied).await?;
    let applied: BTreeSet<String> =
        rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?;
    Ok(known.filter(|name| !applied.contains(name)).collect())
}

/// All of them in one transaction that has the write lock from the start.
async fn migrate_sqlite(writer: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = write::begin(writer).await?;
    if !pending(SchemaManager::new(&tx)).await?.is_empty() {
        Migrator::up(&tx, None).await?;
    }
    tx.commit().await
}

/// On one connection of its own, which holds the lock until it is closed. The lock is the session's, not a
/// transaction's, because there may be several transactions.
async fn migrate_postgres(database: &PostgresDatabase) -> Result<(), DbErr> {
    let single = database.single().await?;
    let migrated = async {
        single.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
        // Rather give up than make every reader of a busy table wait behind a migration that waits itself.
        single.execute_unprepared("SET lock_timeout = '10s'").await?;
        if pending(SchemaManager::new(&single)).await?.is_empty() {
            return Ok(());
        }
        Migrator::up(&single, None).await
    };
    let migrated = migrated.await;
    single.close().await?;
    migrated
}

/// The same on MariaDB. Its locks are the server's and not the database's, so the name has the database in it.
async fn migrate_mariadb(database: &MariaDbDatabase) -> Result<(), DbErr> {
    let single = database.single().await?;
    let migrated = async {
        let lock =
            format!("SELECT GET_LOCK(CONCAT('latchstring.', MD5(DATABASE())), {LOCK_SECONDS}) AS locked");
        let row = single.query_one_raw(Statement::from_string(DbBackend::MySql, lock)).await?;
        let locked: Option<i64> = row.map(|row| row.try_get("", "locked")).transpose()?.flatten();
        if locked != Some(1) {
            return Err(DbErr::Custom("another process has been migrating for a day".to_owned()));
        }
        let manager = SchemaManager::new(&single);
        if !manager.has_table(MIGRATIONS).await? {
            require_empty(&single).await?;
        }
        if pending(manager).await?.is_empty() {
            return Ok(());
        }
        Migrator::up(&single, None).await
    };
    let migrated = migrated.await;
    single.close().await?;
    migrated
}

/// The steps of a migration pass over what is there already, because an earlier attempt may have made it. So before the
/// first attempt nothing may be there: somebody else's table would be taken for ours.
async fn require_empty(db: &DatabaseConnection) -> Result<(), DbErr> {
    let sql =
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() LIMIT 1";
    match db.query_one_raw(Statement::from_string(DbBackend::MySql, sql)).await? {
        None => Ok(()),
        Some(row) => {
            let name: String = row.try_get("", "name")?;
            Err(DbErr::Custom(format!("the database is not Latchstring's: it has a table {name}")))
        }
    }
}
