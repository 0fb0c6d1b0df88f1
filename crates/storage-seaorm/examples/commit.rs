//! How many change sets a second are committed, and how long each waits. `./tests/run --exec tests/load/run` runs it.
//!
//! A set is what making an invitation commits: the invitation, the first event of its chain, and work for the outbox. Beside
//! what the store does with it stands what the database does with the same statements and no store: one set in a commit, and
//! on SQLite 64.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use latchstring_domain::event::Subject;
use latchstring_storage::{Change, ChangeSet, Store};
use latchstring_storage_seaorm::{PostgresOptions, SeaOrmStore, SqliteOptions};
use latchstring_storage_testing::fixture::World;
use sea_orm::sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, QueryResult,
    Statement, TransactionTrait as _, Value,
};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::time::Instant;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How many callers there are at once, and how many sets they commit together.
const CALLERS: [(usize, usize); 3] = [(1, 3_000), (16, 15_000), (64, 30_000)];

/// How many sets the loops without a store commit.
const RAW: usize = 6_000;

/// In the order in which a set writes to them.
const TABLES: [&str; 3] = ["invitations", "events", "outbox_entries"];

#[tokio::main]
async fn main() -> Outcome<()> {
    println!("| database | how | at once | sets/s | p50 | p99 |");
    println!("|---|---|---|---|---|---|");
    for (callers, count) in CALLERS {
        through_the_store(&Place::sqlite().await?, callers, count).await?;
    }
    raw_sqlite(1).await?;
    raw_sqlite(64).await?;
    let Some(admin) = server() else {
        println!("\nPostgreSQL was left out: LATCHSTRING_TEST_POSTGRES is not set");
        return Ok(());
    };
    for (callers, count) in CALLERS {
        let place = Place::postgres(&admin).await?;
        through_the_store(&place, callers, count).await?;
        place.remove(&admin).await?;
    }
    raw_postgres(&admin, 32).await
}

#[expect(clippy::disallowed_methods, reason = "where the server is, is the environment's to say")]
fn server() -> Option<String> {
    std::env::var("LATCHSTRING_TEST_POSTGRES").ok()
}

/// A migrated database of its own.
struct Place {
    name: &'static str,
    store: SeaOrmStore,
    url: String,
    _folder: Option<TempDir>,
}

impl Place {
    async fn sqlite() -> Outcome<Self> {
        let folder = tempfile::tempdir_in("target")?;
        let file = folder.path().join("commit.db");
        let store = SeaOrmStore::connect_sqlite(&file, SqliteOptions::default()).await?;
        store.migrate().await?;
        let url = format!("sqlite://{}", file.display());
        Ok(Self { name: "SQLite", store, url, _folder: Some(folder) })
    }

    async fn postgres(admin: &str) -> Outcome<Self> {
        let (address, query) = admin.split_once('?').unwrap_or((admin, ""));
        let (address, _) = address.rsplit_once('/').ok_or("not a URL")?;
        let url = format!("{address}/latchstring_commits?{query}");
        let cluster = Database::connect(admin).await?;
        cluster.execute_unprepared("DROP DATABASE IF EXISTS latchstring_commits WITH (FORCE)").await?;
        cluster.execute_unprepared("CREATE DATABASE latchstring_commits").await?;
        cluster.close().await?;
        let secret = SecretString::from(url.as_str());
        let store = SeaOrmStore::connect_postgres(&secret, PostgresOptions::default()).await?;
        store.migrate().await?;
        Ok(Self { name: "PostgreSQL", store, url, _folder: None })
    }

    async fn remove(self, admin: &str) -> Outcome<()> {
        self.store.close().await?;
        let cluster = Database::connect(admin).await?;
        cluster.execute_unprepared("DROP DATABASE latchstring_commits WITH (FORCE)").await?;
        Ok(cluster.close().await?)
    }

    async fn raw(&self, connections: u32) -> Result<DatabaseConnection, DbErr> {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(connections).min_connections(connections).sqlx_logging(false);
        Database::connect(options).await
    }
}

/// So many sets, as making an invitation makes them.
async fn sets(store: &SeaOrmStore, count: usize) -> Vec<ChangeSet> {
    let shared: Arc<dyn Store> = Arc::new(store.clone());
    let mut world = World::seed(&shared).await;
    let mut sets = Vec::with_capacity(count);
    for _ in 0..count {
        let invitation = world.make.bare_invitation(&world.company);
        let event = world.make.event(world.workspace.id, Subject::Invitation(invitation.id), 1);
        let at = world.make.tick();
        let set = ChangeSet::new()
            .with(Change::CreateInvitation(invitation))
            .with(Change::AppendEvent(event))
            .with(Change::Enqueue(world.make.outbox_entry(world.workspace.id, at)));
        sets.push(set);
    }
    sets
}

async fn through_the_store(place: &Place, callers: usize, count: usize) -> Outcome<()> {
    let sets: Arc<Vec<ChangeSet>> = Arc::new(sets(&place.store, count).await);
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (store, sets, next) = (place.store.clone(), Arc::clone(&sets), Arc::clone(&next));
            tokio::spawn(async move {
                let mut waited = Vec::new();
                while let Some(set) = sets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let set = set.clone();
                    let began = Instant::now();
                    store.commit(set).await?;
                    waited.push(began.elapsed());
                }
                Outcome::Ok(waited)
            })
        })
        .collect();
    let mut waited = Vec::new();
    for task in tasks {
        waited.extend(task.await??);
    }
    row(place.name, "the store", callers, count, began.elapsed(), waited);
    let stats = place.store.commit_stats();
    if stats.groups > 0 {
        println!("  groups {}, sets in one {:.1}", stats.groups, stats.sets as f64 / stats.groups as f64);
    }
    Ok(())
}

fn row(name: &str, how: &str, callers: usize, sets: usize, took: Duration, mut waited: Vec<Duration>) {
    waited.sort();
    let millis =
        |part: usize| waited.get((waited.len() - 1) * part / 100).map_or(0.0, Duration::as_secs_f64) * 1000.0;
    let rate = sets as f64 / took.as_secs_f64();
    println!("| {name} | {how} | {callers} | {rate:.0} | {:.2} ms | {:.2} ms |", millis(50), millis(99));
}

/// The statements of sets that a store has committed, with their values: for each set one text.
async fn statements(place: &Place, count: usize) -> Outcome<Vec<Vec<Statement>>> {
    for set in sets(&place.store, count).await {
        place.store.commit(set).await?;
    }
    let raw = place.raw(1).await?;
    let mut tables = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT * FROM {table}");
        let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await?;
        let inserts: Result<Vec<_>, _> = rows.iter().map(|row| insert(table, row)).collect();
        tables.push(inserts?);
    }
    raw.close().await?;
    let sets = (0..count).map(|set| tables.iter().filter_map(|table| table.get(set).cloned()).collect());
    Ok(sets.collect())
}

fn insert(table: &str, row: &QueryResult) -> Outcome<Statement> {
    let (backend, names, values) = match (row.try_as_sqlite_row(), row.try_as_pg_row()) {
        (Some(row), _) => (DbBackend::Sqlite, names(row.columns()), sqlite_values(row)?),
        (None, Some(row)) => (DbBackend::Postgres, names(row.columns()), postgres_values(row)?),
        (None, None) => return Err("a row of another database".into()),
    };
    let places: Vec<_> = match backend {
        DbBackend::Postgres => (1..=names.len()).map(|place| format!("${place}")).collect(),
        _ => names.iter().map(|_| "?".to_owned()).collect(),
    };
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    Ok(Statement::from_sql_and_values(backend, sql, values))
}

fn names<C: sea_orm::sqlx::Column>(columns: &[C]) -> Vec<String> {
    columns.iter().map(|column| column.name().to_owned()).collect()
}

fn sqlite_values(row: &sea_orm::sqlx::sqlite::SqliteRow) -> Outcome<Vec<Value>> {
    let value = |place: usize| -> Outcome<Value> {
        let raw = row.try_get_raw(place)?;
        let kind = raw.type_info().name().to_owned();
        Ok(match (raw.is_null(), kind.as_str()) {
            (true, _) => Value::String(None),
            (_, "TEXT") => row.try_get::<String, _>(place)?.into(),
            (_, "BLOB") => row.try_get::<Vec<u8>, _>(place)?.into(),
            _ => row.try_get::<i64, _>(place)?.into(),
        })
    };
    (0..row.len()).map(value).collect()
}

fn postgres_values(row: &sea_orm::sqlx::postgres::PgRow) -> Outcome<Vec<Value>> {
    let value = |place: usize| -> Outcome<Value> {
        let kind = row.column(place).type_info().name().to_owned();
        Ok(match kind.as_str() {
            "TEXT" | "VARCHAR" => row.try_get::<Option<String>, _>(place)?.into(),
            "BYTEA" => row.try_get::<Option<Vec<u8>>, _>(place)?.into(),
            "UUID" => row.try_get::<Option<uuid::Uuid>, _>(place)?.into(),
            "BOOL" => row.try_get::<Option<bool>, _>(place)?.into(),
            "INT8" => row.try_get::<Option<i64>, _>(place)?.into(),
            other => return Err(format!("a column of type {other}").into()),
        })
    };
    (0..row.len()).map(value).collect()
}

/// A set as one text, for SQLite.
fn joined(before: &str, set: &[Statement], after: &str) -> Statement {
    let texts: Vec<_> = set.iter().map(|statement| statement.sql.as_str()).collect();
    let values = set.iter().flat_map(|statement| statement.values.iter().flat_map(|values| values.0.clone()));
    let sql = format!("{before}{}{after}", texts.join(";"));
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

async fn raw_sqlite(in_one: usize) -> Outcome<()> {
    let sets = statements(&Place::sqlite().await?, RAW).await?;
    let place = Place::sqlite().await?;
    seed_as_before(&place).await?;
    let raw = place.raw(1).await?;
    raw.execute_unprepared("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        .await?;
    let mut waited = Vec::new();
    let start = Instant::now();
    for group in sets.chunks(in_one) {
        let began = Instant::now();
        if let ([set], 1) = (group, in_one) {
            raw.execute_raw(joined("BEGIN IMMEDIATE;", set, ";COMMIT")).await?;
        } else {
            raw.execute_unprepared("BEGIN IMMEDIATE").await?;
            for set in group {
                raw.execute_raw(joined("SAVEPOINT s;", set, ";RELEASE s")).await?;
            }
            raw.execute_unprepared("COMMIT").await?;
        }
        waited.push(began.elapsed());
    }
    row("SQLite", &format!("a loop, {in_one} in a commit"), 1, sets.len(), start.elapsed(), waited);
    raw.close().await?;
    Ok(())
}

/// The maker begins from the same seed, so that what sets refer to is the same in every database.
async fn seed_as_before(place: &Place) -> Outcome<()> {
    sets(&place.store, 0).await;
    Ok(())
}

async fn raw_postgres(admin: &str, connections: u32) -> Outcome<()> {
    let place = Place::postgres(admin).await?;
    let sets = Arc::new(statements(&place, RAW).await?);
    place.remove(admin).await?;
    let place = Place::postgres(admin).await?;
    seed_as_before(&place).await?;
    let raw = place.raw(connections).await?;
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (raw, sets, next) = (raw.clone(), Arc::clone(&sets), Arc::clone(&next));
            tokio::spawn(async move {
                let mut waited = Vec::new();
                while let Some(set) = sets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let began = Instant::now();
                    let tx = raw.begin().await?;
                    for statement in set {
                        tx.execute_raw(statement.clone()).await?;
                    }
                    tx.commit().await?;
                    waited.push(began.elapsed());
                }
                Outcome::Ok(waited)
            })
        })
        .collect();
    let mut waited = Vec::new();
    for task in tasks {
        waited.extend(task.await??);
    }
    row("PostgreSQL", "a loop, 1 in a commit", connections as usize, sets.len(), start.elapsed(), waited);
    raw.close().await?;
    place.remove(admin).await
}
