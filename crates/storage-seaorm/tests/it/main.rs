//! The adapter on SQLite, on this machine, and on PostgreSQL and MariaDB, where there is one.
#![cfg(test)]

mod append_only;
mod broken_rows;
mod bulk_commit;
mod database;
mod dump;
mod file_lock;
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
