//! The outbox of PostgreSQL: its clock, transactions that end late, and the word to every server.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::outbox::{Lane, OutboxEntry, Task};
use latchstring_storage::{Change, ChangeSet, Claim, ClaimedEntry, Outbox as _, Store as _};
use latchstring_storage_seaorm::{Heard, SeaOrmStore};
use latchstring_storage_testing::fixture::World;
use tokio::sync::mpsc;
use tokio::time::{interval, timeout};

use crate::database::Db;

const PATIENCE: Duration = Duration::from_secs(20);
const LEASE: Duration = Duration::from_secs(60);
const TEN_MINUTES: i64 = 600_000;

/// A clock that is so many milliseconds ahead of the database's.
struct Clock<'a>(&'a Db, i64);

impl Clock<'_> {
    async fn now(&self) -> Timestamp {
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let now: i64 = self.0.rows(sql).await[0].try_get_by_index(0).unwrap();
        Timestamp::from_unix_millis(now + self.1).unwrap()
    }
}

async fn commit(store: &SeaOrmStore, change: Change) {
    store.commit(ChangeSet::new().with(change)).await.unwrap();
}

async fn seed(store: &SeaOrmStore) -> World {
    let store: std::sync::Arc<dyn latchstring_storage::Store> = std::sync::Arc::new(store.clone());
    World::seed(&store).await
}

fn promised(world: &mut World, at: Timestamp) -> OutboxEntry {
    OutboxEntry { created_at: at, ..world.make.outbox_entry(world.workspace.id, at) }
}

async fn claim(store: &SeaOrmStore, now: Timestamp, lease: Duration) -> Vec<ClaimedEntry> {
    store.claim(Claim::of(Lane::Work, now, lease, 10)).await.unwrap()
}

/// T137: work is due, leased and due again by the database's clock, however wrong those of the servers are.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t137_servers_whose_clocks_are_wrong_hold_nothing_twice() {
    let db = Db::postgres().await;
    let [one, other] = [db.by_its_own_clock().await, db.by_its_own_clock().await];
    let (ahead, behind) = (Clock(&db, TEN_MINUTES), Clock(&db, -TEN_MINUTES));
    let mut world = seed(&one).await;
    let entry = promised(&mut world, ahead.now().await);
    commit(&one, Change::Enqueue(entry.clone())).await;
    // Promised ten minutes ahead of time, and due at once to one who is ten minutes late.
    let held = claim(&other, behind.now().await, LEASE).await;
    assert_eq!(held.len(), 1);
    for step in [TEN_MINUTES, -TEN_MINUTES, 3_600_000, -3_600_000, 0, 1, 500, 59_000, 61_000] {
        let stepped = Clock(&db, step).now().await;
        for store in [&one, &other] {
            assert_eq!(
                claim(store, stepped, LEASE).await,
                [],
                "taken from its worker by a clock {step} ms off"
            );
        }
    }
    // To be tried again in half a minute, which is half a minute to everybody.
    let (at, id, fence) = (behind.now().await, entry.id, held[0].fence);
    let run_at = at.saturating_add(Duration::from_secs(30));
    commit(&other, Change::Retry { id, fence, at, run_at }).await;
    for clock in [&ahead, &behind, &Clock(&db, 0)] {
        let now = clock.now().await;
        assert_eq!(claim(&one, now, LEASE).await, []);
        let wait = one.next_due(Lane::Work, now).await.unwrap().unwrap().since(now);
        assert!(wait > Duration::from_secs(20) && wait <= Duration::from_secs(30), "{wait:?}");
    }
    for store in [one, other] {
        store.close().await.unwrap();
    }
    db.remove().await;
}

/// T137: a lease that has ended by the database's clock is another's, and by no other clock.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t137_a_lease_ends_when_the_database_says_so() {
    let db = Db::postgres().await;
    let store = db.by_its_own_clock().await;
    let (ahead, behind) = (Clock(&db, TEN_MINUTES), Clock(&db, -TEN_MINUTES));
    let mut world = seed(&store).await;
    let entry = promised(&mut world, behind.now().await);
    commit(&store, Change::Enqueue(entry.clone())).await;
    let first = claim(&store, ahead.now().await, Duration::from_millis(400)).await.remove(0);
    assert_eq!(claim(&store, ahead.now().await, LEASE).await, []);
    let late = behind.now().await;
    let taken_over = async {
        let mut tick = interval(Duration::from_millis(20));
        loop {
            tick.tick().await;
            if let Some(second) = claim(&store, late, LEASE).await.pop() {
                return second;
            }
        }
    };
    let second = timeout(PATIENCE, taken_over).await.unwrap();
    assert!(second.fence > first.fence);
    let done = |claimed: &ClaimedEntry| {
        ChangeSet::new().with(Change::Complete { id: claimed.entry.id, fence: claimed.fence })
    };
    assert!(store.commit(done(&first)).await.is_err());
    store.commit(done(&second)).await.unwrap();
    store.close().await.unwrap();
    db.remove().await;
}

/// The statement that promises an entry, for a transaction that is held open.
fn insert(entry: &OutboxEntry) -> String {
    format!(
        "INSERT INTO outbox_entries
             (id, workspace_id, task, subject_id, run_at, created_at, state, due_at, claims, lane, queue_id)
         VALUES ('{}', '{ws}', '{}', '{}', {at}, {at}, 'waiting', {at}, 0, 'work', '{ws}')",
        entry.id.as_uuid(),
        entry.task.name(),
        entry.task.subject(),
        at = entry.run_at.unix_millis(),
        ws = entry.workspace_id.as_uuid(),
    )
}

/// T134: a transaction that began first and ends last; in between another one has come and gone, and the outbox was looked at.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t134_a_transaction_that_ends_late_is_not_passed_over() {
    let db = Db::postgres().await;
    let store = db.by_its_own_clock().await;
    let mut world = seed(&store).await;
    let now = Clock(&db, 0).now().await;
    let (slow, quick) = (promised(&mut world, now), promised(&mut world, now));
    assert!(slow.id < quick.id);
    db.execute("BEGIN").await;
    db.execute(&insert(&slow)).await;
    commit(&store, Change::Enqueue(quick.clone())).await;
    let ids = |claimed: Vec<ClaimedEntry>| claimed.iter().map(|one| one.entry.id).collect::<Vec<_>>();
    assert_eq!(ids(claim(&store, now, LEASE).await), [quick.id]);
    db.execute("COMMIT").await;
    assert_eq!(ids(claim(&store, now, LEASE).await), [slow.id]);
    store.close().await.unwrap();
    db.remove().await;
}

/// What is committed is heard of by every server, once a transaction and lane; what is rolled back is not; and a connection that is
/// lost is made again.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t134_every_server_hears_of_what_is_committed() {
    let db = Db::postgres().await;
    let [store, server] = [db.by_its_own_clock().await, db.by_its_own_clock().await];
    let mut world = seed(&store).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let listener = server.clone();
    let listening = tokio::spawn(async move {
        listener
            .listen(move |heard| {
                let _ = tell.send(heard);
            })
            .await
    });
    let mut heard = async || timeout(PATIENCE, told.recv()).await.unwrap().unwrap();
    assert_eq!(heard().await, Heard::Anything);
    let now = Clock(&db, 0).now().await;
    let mail = |entry: OutboxEntry| {
        let task = Task::MailCode(FlowSessionId::from_uuid(entry.task.subject()));
        OutboxEntry { task, ..entry }
    };
    for _ in 0..2 {
        db.execute("BEGIN").await;
        db.execute(&insert(&promised(&mut world, now))).await;
        db.execute("ROLLBACK").await;
        let set =
            (0..5).fold(ChangeSet::new(), |set, _| set.with(Change::Enqueue(promised(&mut world, now))));
        store.commit(set).await.unwrap();
        commit(&store, Change::Enqueue(mail(promised(&mut world, now)))).await;
        let later = OutboxEntry { run_at: now.saturating_add(LEASE), ..promised(&mut world, now) };
        commit(&store, Change::Enqueue(later)).await;
        commit(&store, Change::Enqueue(promised(&mut world, now))).await;
        let said = [heard().await, heard().await, heard().await];
        assert_eq!(said, [Heard::Work(Lane::Work), Heard::Work(Lane::Mail), Heard::Work(Lane::Work)]);
        db.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND query LIKE 'LISTEN %'",
        )
        .await;
        assert_eq!(heard().await, Heard::Anything);
    }
    listening.abort();
    for store in [store, server] {
        store.close().await.unwrap();
    }
    db.remove().await;
}
