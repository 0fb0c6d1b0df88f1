//! Whose clock the outbox goes by.

use latchstring_domain::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// Whose clock says when work falls due and when a lease ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutboxClock {
    /// The database's: what several servers go by, whatever their own clocks say.
    #[default]
    Database,
    /// Each caller's, for tests that make up the time. On SQLite there is no other: it has none but the machine's, which is the
    /// server's too.
    Callers,
}

/// Milliseconds since the epoch, at the beginning of the statement: a value that changes within one could not be looked up in an
/// index.
const POSTGRES: &str = "(extract(epoch FROM statement_timestamp()) * 1000)::bigint";

/// The same. `NOW` is the time at which the statement began; without its digits it would be whole seconds.
const MARIADB: &str = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

impl OutboxClock {
    /// The clock of a database that is opened so.
    fn text(self, backend: DbBackend) -> Option<&'static str> {
        match (self, backend) {
            (Self::Database, DbBackend::Postgres) => Some(POSTGRES),
            (Self::Database, DbBackend::MySql) => Some(MARIADB),
            _ => None,
        }
    }

    /// What is added to a number to have it as this clock does, in the words of the database.
    pub(crate) fn origin(self, backend: DbBackend) -> &'static str {
        self.text(backend).unwrap_or("0")
    }

    /// A time as [`OutboxClock::then`] has it, less the clock's [`OutboxClock::origin`].
    pub(crate) fn offset(self, backend: DbBackend, now: Timestamp, then: Timestamp) -> i64 {
        match self.text(backend) {
            Some(_) => then.unix_millis().saturating_sub(now.unix_millis()),
            None => then.unix_millis(),
        }
    }

    /// The time now, of a caller whose clock says `now`.
    pub(crate) async fn now<C: ConnectionTrait>(self, db: &C, now: Timestamp) -> Result<i64, DbErr> {
        let backend = db.get_database_backend();
        let Some(clock) = self.text(backend) else { return Ok(now.unix_millis()) };
        let row = db.query_one_raw(Statement::from_string(backend, format!("SELECT {clock}"))).await?;
        row.ok_or_else(|| DbErr::RecordNotFound("the time".to_owned()))?.try_get_by_index(0)
    }

    /// A time as this clock has it, of a caller who means `then` by a clock that says `now`.
    pub(crate) fn then(self, backend: DbBackend, now: Timestamp, then: Timestamp) -> Expr {
        match self.text(backend) {
            Some(clock) => Expr::cust(clock).add(self.offset(backend, now, then)),
            None => Expr::val(self.offset(backend, now, then)),
        }
    }
}
