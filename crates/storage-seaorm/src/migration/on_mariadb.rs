//! Migrations on MariaDB: of a database that an older program filled, and those that were stopped in the middle, of which it
//! has committed a part.

use std::time::Duration;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement, TransactionTrait as _};
use sea_orm_migration::MigratorTrait as _;
use tokio::time::{interval, timeout};

use super::Migrator;
use crate::SeaOrmStore;
use crate::scratch::Scratch;

async fn texts(store: &SeaOrmStore, sql: &str, column: usize) -> Vec<String> {
    let rows = store.writer().query_all_raw(Statement::from_string(DbBackend::MySql, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect()
}

/// All that the migrations made, as the server writes it.
async fn schema(store: &SeaOrmStore) -> Vec<String> {
    let tables =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1";
    let mut schema = Vec::new();
    for table in texts(store, tables, 0).await {
        schema.extend(texts(store, &format!("SHOW CREATE TABLE `{table}`"), 1).await);
    }
    let triggers = "SELECT CONCAT_WS(' ', trigger_name, action_statement) FROM information_schema.triggers
                    WHERE trigger_schema = DATABASE() ORDER BY 1";
    schema.extend(texts(store, triggers, 0).await);
    schema
}

/// T147: every step of every migration passes over what it has done already.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t147_every_migration_may_be_begun_again() {
    let db = Scratch::mariadb().await;
    db.store.migrate().await.unwrap();
    let made = schema(&db.store).await;
    assert!(made.len() > 20, "{made:?}");
    db.execute("DELETE FROM seaql_migrations").await;
    assert_eq!(db.store.pending_migrations().await.unwrap().len(), Migrator::migrations().len());
    db.store.migrate().await.unwrap();
    assert_eq!(schema(&db.store).await, made);
    db.remove().await;
}

/// The session of this database that waits for somebody to let go of a table.
async fn waiting_for_a_table(store: &SeaOrmStore) -> i64 {
    let sql = "SELECT CAST(id AS SIGNED) FROM information_schema.processlist
               WHERE db = DATABASE() AND state = 'Waiting for table metadata lock'";
    let mut again = interval(Duration::from_millis(20));
    loop {
        again.tick().await;
        let asked = Statement::from_string(DbBackend::MySql, sql);
        if let Some(row) = store.writer().query_one_raw(asked).await.unwrap() {
            return row.try_get_by_index(0).unwrap();
        }
    }
}

/// T147: a migration whose connection is killed in the middle stays pending, and goes on when it is begun again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t147_a_migration_that_was_stopped_goes_on() {
    let db = Scratch::mariadb().await;
    Migrator::up(db.store.writer(), Some(1)).await.unwrap();
    let pending = db.store.pending_migrations().await.unwrap();

    // The last table that the next migration changes is in somebody's hands.
    let reader = db.store.writer().begin().await.unwrap();
    reader.execute_unprepared("SELECT * FROM connections").await.unwrap();
    let store = db.store.clone();
    let migrating = tokio::spawn(async move { store.migrate().await });
    let session = timeout(Duration::from_secs(30), waiting_for_a_table(&db.store)).await.unwrap();
    db.execute(&format!("KILL {session}")).await;
    migrating.await.unwrap().unwrap_err();
    reader.rollback().await.unwrap();

    assert_eq!(db.store.pending_migrations().await.unwrap(), pending, "what is half done is not done");
    db.execute("SELECT 1 FROM flows").await;
    db.store.migrate().await.unwrap();
    assert_eq!(db.store.pending_migrations().await.unwrap(), [""; 0]);
    db.execute("SELECT flow_id FROM connections").await;
    db.remove().await;
}

macro_rules! upgraded {
    ($($case:ident),* $(,)?) => {
        $(#[tokio::test]
        #[ignore = "needs MariaDB: run ./tests/run"]
        async fn $case() {
            super::upgrade::$case(Scratch::mariadb().await).await;
        })*
    };
}

upgraded!(
    an_older_database_is_read_and_written,
    t147_promised_work_is_done,
    options_without_labels_are_written_as_before,
);
