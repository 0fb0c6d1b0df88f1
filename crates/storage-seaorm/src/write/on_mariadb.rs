//! What can only be seen from inside, on MariaDB: its sessions, the words of its errors, and who waits for whom.

use std::time::Duration;

use latchstring_storage::{Change, ChangeSet, CommitError, Companies as _, StorageErrorKind, Store};
use latchstring_storage_testing::fixture::World;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tokio::time::timeout;

use crate::driver::{self, UNIQUE_RULES};
use crate::scratch::Scratch;

async fn migrated() -> (Scratch, World) {
    let db = Scratch::mariadb().await;
    db.store.migrate().await.unwrap();
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(db.store.clone());
    let world = World::seed(&store).await;
    (db, world)
}

async fn text(db: &Scratch, sql: &str) -> String {
    let asked = Statement::from_string(DbBackend::MySql, sql);
    db.store.writer().query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn the_settings_are_those_that_were_meant() {
    let db = Scratch::mariadb().await;
    let global = text(&db, "SELECT CONCAT(@@GLOBAL.tx_isolation, @@GLOBAL.autocommit)").await;
    assert_eq!(global, "REPEATABLE-READON", "the server is as it comes, so that the session's differ");
    let settings = [
        ("tx_isolation", "READ-COMMITTED"),
        (
            "sql_mode",
            "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,SIMULTANEOUS_ASSIGNMENT",
        ),
        ("autocommit", "ON"),
        ("foreign_key_checks", "ON"),
        ("collation_connection", "utf8mb4_nopad_bin"),
        ("max_statement_time", "30.000000"),
        ("innodb_lock_wait_timeout", "10"),
        ("idle_transaction_timeout", "60"),
        ("max_recursive_iterations", "4294967295"),
    ];
    for (name, expected) in settings {
        assert_eq!(text(&db, &format!("SELECT CONCAT(@@SESSION.{name})")).await, expected, "{name}");
    }
    let single = match db.store.backend() {
        crate::store::Backend::MariaDb(database) => database.single().await.unwrap(),
        _ => panic!("not MariaDB"),
    };
    let asked = "SELECT CONCAT_WS(' ', @@SESSION.tx_isolation, @@SESSION.max_statement_time)";
    let row = single.query_one_raw(Statement::from_string(DbBackend::MySql, asked)).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "READ-COMMITTED 0.000000");
    single.close().await.unwrap();
    db.remove().await;
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn every_unique_rule_stands_in_the_schema_under_its_name() {
    let (db, _) = migrated().await;
    for (name, columns, _) in UNIQUE_RULES {
        let (table, _) = columns.split_once('.').unwrap();
        // Its primary keys have one name; what breaking one means is the change's to say.
        let index = if name.ends_with("_pkey") { "PRIMARY" } else { name };
        let sql = format!(
            "SELECT GROUP_CONCAT(CONCAT('{table}.', column_name) ORDER BY seq_in_index SEPARATOR ', ')
             FROM information_schema.statistics WHERE table_schema = DATABASE() AND non_unique = 0
             AND table_name = '{table}' AND index_name = '{index}'"
        );
        assert_eq!(text(&db, &sql).await, *columns, "{name}");
    }
    db.remove().await;
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn no_driver_error_quotes_a_row() {
    let (db, _) = migrated().await;
    db.execute("INSERT INTO marks VALUES (RPAD('hunter2', 32, 'x'), 1)").await;
    for (broken, code) in [
        ("INSERT INTO marks VALUES (RPAD('hunter2', 32, 'x'), 1)", "23000"),
        ("INSERT INTO marks VALUES ('hunter3', 'hunter2')", "22007"),
        ("INSERT INTO marks VALUES (REPEAT('hunter2', 9), 1)", "22001"),
        ("UPDATE companies SET updated_at = 'hunter2'", "22007"),
    ] {
        let error = db.store.writer().execute_unprepared(broken).await.unwrap_err();
        let said = format!("{:?}", driver::failure(error));
        assert!(said.contains(code) && !said.contains("hunter2"), "{said}");
    }
    db.remove().await;
}

/// A row that somebody holds for too long is no defect of ours: it is said that the same may be tried again.
#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn a_row_that_stays_locked_is_unavailable() {
    let (db, mut world) = migrated().await;
    let holder = super::begin(db.store.writer()).await.unwrap();
    holder.execute_unprepared("SELECT * FROM companies FOR UPDATE").await.unwrap();
    let impatient = db.another(Duration::from_secs(1)).await;
    world.company.version = world.company.version.next();
    let set = ChangeSet::new().with(Change::UpdateCompany(world.company.clone()));
    let denied = timeout(Duration::from_secs(20), impatient.commit(set.clone())).await.unwrap();
    let CommitError::Storage(error) = denied.unwrap_err() else { panic!("refused") };
    assert_eq!(error.kind, StorageErrorKind::Unavailable, "{error:?}");
    holder.rollback().await.unwrap();
    impatient.commit(set).await.unwrap();
    impatient.close().await.unwrap();
    db.remove().await;
}

/// Two sets that take the same rows in opposite orders are both done: the rows are locked in one order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn opposite_orders_lose_nothing() {
    let (db, mut world) = migrated().await;
    let other = world.make.company(&world.workspace);
    db.store.commit(ChangeSet::new().with(Change::CreateCompany(other.clone()))).await.unwrap();
    let (one, other) = (world.company.id, other.id);
    let mut tasks = Vec::new();
    for turn in 0..8 {
        let store = db.store.clone();
        let ids = if turn % 2 == 0 { [one, other] } else { [other, one] };
        tasks.push(tokio::spawn(async move {
            for _ in 0..20 {
                loop {
                    let mut set = ChangeSet::new();
                    for id in ids {
                        let mut company = store.company(id).await.unwrap().unwrap();
                        company.version = company.version.next();
                        set = set.with(Change::UpdateCompany(company));
                    }
                    match store.commit(set).await {
                        Ok(()) => break,
                        Err(error) => assert!(error.refusal().is_some(), "{error:?}"),
                    }
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    for id in [one, other] {
        assert_eq!(db.store.company(id).await.unwrap().unwrap().version.number(), 161);
    }
    db.remove().await;
}

/// The rights that `docs/how-to/run-a-server.md` names are enough, and keep the servers from the event log's past.
#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t160_the_documented_rights_are_enough_and_not_too_many() {
    let how_to =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/how-to/run-a-server.md"));
    let how_to = how_to.unwrap();
    let rights = |user: &str| {
        let granted = how_to.lines().find_map(|line| {
            let (rights, to) = line.strip_prefix("GRANT ")?.split_once(" ON latchstring.* TO ")?;
            to.starts_with(&format!("{user}@")).then_some(rights)
        });
        granted.unwrap().to_owned()
    };
    let db = Scratch::mariadb().await;
    let owner = db.as_user("owner", &rights("latchstring_owner")).await;
    owner.migrate().await.unwrap();
    let server = db.as_user("server", &rights("latchstring")).await;
    assert_eq!(server.pending_migrations().await.unwrap(), [""; 0]);
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(server.clone());
    World::seed(&store).await;
    for forbidden in ["TRUNCATE events", "DROP TRIGGER events_no_delete", "DROP TABLE events"] {
        let refused = server.writer().execute_unprepared(forbidden).await.unwrap_err().to_string();
        assert!(refused.contains("denied"), "{refused}");
    }
    for store in [owner, server] {
        store.close().await.unwrap();
    }
    db.remove().await;
}
