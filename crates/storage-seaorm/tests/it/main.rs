//! The adapter on SQLite, on this machine, and on PostgreSQL and MariaDB, where there is one.
#![cfg(test)]

mod append_only;
mod broken_rows;
mod bulk_commit;
mod database;
mod dump;
mod file_lock;
mod kept_rows;
mod migrations;
mod model;
mod opening;
mod outbox;
mod schema;
mod upgrade_trap;

/// The whole contract on SQLite.
mod sqlite {
    use crate::database::Db;

    async fn store() -> latchstring_storage_testing::Harness {
        Db::sqlite().await.harness()
    }

    latchstring_storage_testing::contract!(store);
}

/// The same where rows are kept, for longer than any case takes: what a store changes itself it sees at once.
mod sqlite_keeping_rows {
    use std::time::Duration;

    use crate::database::Db;

    async fn store() -> latchstring_storage_testing::Harness {
        let mut db = Db::sqlite().await;
        db.store = db.store.keeping(Duration::from_secs(3600));
        db.harness()
    }

    latchstring_storage_testing::contract!(store);
}

/// The whole contract on PostgreSQL.
mod postgres {
    use crate::database::Db;

    async fn store() -> latchstring_storage_testing::Harness {
        Db::postgres().await.harness()
    }

    latchstring_storage_testing::contract!(store, ignored = "needs PostgreSQL: run ./tests/run");
}

/// The whole contract on MariaDB.
mod mariadb {
    use crate::database::Db;

    async fn store() -> latchstring_storage_testing::Harness {
        Db::mariadb().await.harness()
    }

    latchstring_storage_testing::contract!(store, ignored = "needs MariaDB: run ./tests/run");
}
