//! The histories of `latchstring-model` on real databases.

use latchstring_model::{history, walk};

use crate::database::Db;

/// A few on each server: what an adapter can do differently shows in the first, and memory walks thousands.
const HISTORIES: u64 = 10;

async fn of_seeds(from: u64, make: impl AsyncFn() -> Db) {
    for seed in from..from + HISTORIES {
        let db = make().await;
        let walked = walk(db.store.clone(), &history(seed)).await;
        db.remove().await;
        if let Err(difference) = walked {
            panic!("history({seed}): {difference}");
        }
    }
}

#[tokio::test]
async fn t061_t148_on_sqlite_random_histories_are_what_the_reference_says() {
    of_seeds(0, Db::sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t061_t148_on_postgresql_random_histories_are_what_the_reference_says() {
    of_seeds(100, Db::postgres).await;
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t061_t148_on_mariadb_random_histories_are_what_the_reference_says() {
    of_seeds(200, Db::mariadb).await;
}
