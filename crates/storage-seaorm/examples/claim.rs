//! How long a claim takes while much waits in the outbox. `./tests/run --exec tests/load/run` runs it.
//!
//! Fills the outbox of a SQLite file and of a PostgreSQL database with ever more entries that are due, in one queue and in a
//! hundred, and claims from it. The claims are the store's own; only the filling is not.
#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::id::{DeliveryId, EndpointId, OutboxId, WorkspaceId};
use latchstring_domain::outbox::{Lane, OutboxEntry, Task};
use latchstring_storage::{Change, ChangeSet, Claim, Outbox as _, Store as _};
use latchstring_storage_seaorm::{PostgresOptions, SeaOrmStore, SqliteOptions};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use secrecy::SecretString;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How many entries wait, and how many claims are timed then.
const DEPTHS: [u64; 3] = [1_000, 100_000, 1_000_000];
const CLAIMS: usize = 200;

#[tokio::main]
async fn main() -> Outcome<()> {
    println!("| database | queues | waiting | claim of 4, p50 | p99 | next due, p50 |");
    println!("|---|---|---|---|---|---|");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("claim.db");
    let store = SeaOrmStore::connect_sqlite(&file, SqliteOptions::default()).await?;
    let mut beside =
        vec![("SQLite", measure("SQLite", store, &format!("sqlite://{}", file.display())).await?)];
    let Some(admin) = server() else {
        print_beside(&beside);
        println!("\nPostgreSQL was left out: LATCHSTRING_TEST_POSTGRES is not set");
        return Ok(());
    };
    let (address, query) = admin.split_once('?').unwrap_or((&admin, ""));
    let (address, _) = address.rsplit_once('/').ok_or("not a URL")?;
    let url = format!("{address}/latchstring_claims?{query}");
    let cluster = Database::connect(&admin).await?;
    cluster.execute_unprepared("DROP DATABASE IF EXISTS latchstring_claims WITH (FORCE)").await?;
    cluster.execute_unprepared("CREATE DATABASE latchstring_claims").await?;
    let secret = SecretString::from(url.as_str());
    let store = SeaOrmStore::connect_postgres(&secret, PostgresOptions::default()).await?;
    beside.push(("PostgreSQL", measure("PostgreSQL", store, &url).await?));
    print_beside(&beside);
    cluster.execute_unprepared("DROP DATABASE latchstring_claims WITH (FORCE)").await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "where the server is, is the environment's to say")]
fn server() -> Option<String> {
    std::env::var("LATCHSTRING_TEST_POSTGRES").ok()
}

async fn measure(name: &str, store: SeaOrmStore, url: &str) -> Outcome<String> {
    store.migrate().await?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let raw = Database::connect(options).await?;
    for queues in [1, 100] {
        raw.execute_unprepared("DELETE FROM outbox_entries").await?;
        let mut waiting = 0;
        for depth in DEPTHS {
            fill(&raw, waiting, depth, queues).await?;
            waiting = depth;
            claims(name, &store, queues, depth).await?;
        }
    }
    raw.execute_unprepared("DELETE FROM outbox_entries").await?;
    let waiting = DEPTHS.into_iter().max().unwrap_or_default();
    fill(&raw, 0, waiting, 1).await?;
    let beside = beside(&store, waiting).await?;
    raw.close().await?;
    store.close().await?;
    Ok(beside)
}

/// Entries that have been due since the beginning of time, in so many queues in turn.
async fn fill(raw: &DatabaseConnection, from: u64, to: u64, queues: u64) -> Outcome<()> {
    let columns =
        "id, workspace_id, task, subject_id, run_at, created_at, state, due_at, claims, lane, queue_id";
    let sql = match raw.get_database_backend() {
        DbBackend::Postgres => format!(
            "INSERT INTO outbox_entries ({columns})
             SELECT lpad(to_hex(n), 32, '0')::uuid, lpad(to_hex(n % {queues}), 32, '0')::uuid, 'deliver',
                    lpad(to_hex(n), 32, '0')::uuid, n, n, 'waiting', n, 0, 'webhooks', lpad(to_hex(n % {queues}), 32, '0')::uuid
             FROM generate_series({from} + 1, {to}) AS n; ANALYZE outbox_entries"
        ),
        _ => format!(
            "INSERT INTO outbox_entries ({columns})
             WITH RECURSIVE numbers(n) AS (SELECT {from} + 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {to})
             SELECT unhex(printf('%032x', n)), unhex(printf('%032x', n % {queues})), 'deliver',
                    unhex(printf('%032x', n)), n, n, 'waiting', n, 0, 'webhooks', unhex(printf('%032x', n % {queues}))
             FROM numbers; ANALYZE"
        ),
    };
    raw.execute_unprepared(&sql).await?;
    Ok(())
}

fn print_beside(rows: &[(&str, String)]) {
    println!("\n| database | another workspace's waiting | promised to taken, p50 | p95 | claims, most |");
    println!("|---|---|---|---|---|");
    rows.iter().for_each(|(name, row)| println!("| {name} | {row} |"));
}

/// T119: a workspace has so many entries waiting, all longer due; another promises one at a time. How long each waits until it is
/// taken by one worker with four hands, for which all other work takes no time: then it is the outbox alone that is measured.
async fn beside(store: &SeaOrmStore, waiting: u64) -> Outcome<String> {
    let (mut took, mut most) = (Vec::new(), 0);
    let now = Timestamp::from_unix_millis(1_900_000_000_000)?;
    let quiet = WorkspaceId::from_uuid(uuid::Uuid::from_u128(1 << 100));
    let mut after = None;
    for number in 0..CLAIMS {
        let id = OutboxId::from_uuid(uuid::Uuid::from_u128((2 << 100) + number as u128));
        let (delivery, endpoint) =
            (DeliveryId::from_uuid(id.as_uuid()), EndpointId::from_uuid(quiet.as_uuid()));
        let task = Task::Deliver { delivery, endpoint };
        let entry = OutboxEntry { id, workspace_id: quiet, task, run_at: now, created_at: now };
        let began = tokio::time::Instant::now();
        store.commit(ChangeSet::new().with(Change::Enqueue(entry))).await?;
        let mut claims = 0;
        loop {
            claims += 1;
            let claim = Claim { after, ..Claim::of(Lane::Webhooks, now, Duration::from_secs(60), 4) };
            let claimed = store.claim(claim).await?;
            after = claimed.last().map(|claimed| claimed.entry.queue());
            let ours = claimed.iter().any(|claimed| claimed.entry.id == id);
            if ours {
                took.push(began.elapsed());
            }
            let done = claimed.iter().map(|one| Change::Complete { id: one.entry.id, fence: one.fence });
            store.commit(done.fold(ChangeSet::new(), ChangeSet::with)).await?;
            if ours {
                break;
            }
        }
        most = most.max(claims);
    }
    took.sort();
    Ok(format!("{waiting} | {:.2} ms | {:.2} ms | {most}", millis(&took, 50), millis(&took, 95)))
}

fn millis(spans: &[Duration], part: usize) -> f64 {
    spans.get((spans.len() - 1) * part / 100).map_or(0.0, Duration::as_secs_f64) * 1000.0
}

/// What is claimed is free again at once, so that the depth stays what it is.
async fn claims(name: &str, store: &SeaOrmStore, queues: u64, depth: u64) -> Outcome<()> {
    let (mut took, mut looked) = (Vec::new(), Vec::new());
    let now = Timestamp::from_unix_millis(1_900_000_000_000)?;
    let mut after = None;
    for _ in 0..CLAIMS {
        let claim = Claim { after, ..Claim::of(Lane::Webhooks, now, Duration::ZERO, 4) };
        let began = tokio::time::Instant::now();
        let claimed = store.claim(claim).await?;
        took.push(began.elapsed());
        if claimed.len() != 4 {
            return Err(format!("{} entries were claimed", claimed.len()).into());
        }
        after = claimed.last().map(|claimed| claimed.entry.queue());
        let began = tokio::time::Instant::now();
        store.next_due(Lane::Webhooks, now).await?;
        looked.push(began.elapsed());
    }
    took.sort();
    looked.sort();
    println!(
        "| {name} | {queues} | {depth} | {:.2} ms | {:.2} ms | {:.2} ms |",
        millis(&took, 50),
        millis(&took, 99),
        millis(&looked, 50)
    );
    Ok(())
}
