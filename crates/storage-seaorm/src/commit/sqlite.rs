use std::sync::Arc;

use futures_util::TryStreamExt as _;
use latchstring_storage::{StorageError, StorageErrorKind};
use sea_orm::sea_query::Values;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection, SqlitePool};
use sea_orm::sqlx::{self, AssertSqlSafe, Either, Executor as _, IntoArguments};
use sea_orm::{DbErr, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;

use super::queue::{Groups, Outcome};
use crate::driver;
use crate::write::{Carrier, Failed, Plan, Step, take_step};

/// Groups on the one connection that writes: one transaction, and in it each set under a savepoint.
pub(crate) struct SqliteGroups {
    writer: SqlitePool,
}

/// A set, and all its statements as one text if nothing has to be asked between them.
pub(crate) struct SqliteSet {
    plan: Plan,
    batch: Option<Batch>,
}

struct Batch {
    text: String,
    arguments: SqliteArguments,
    /// For each statement, whether it has to change a row.
    checked: Vec<bool>,
}

impl SqliteSet {
    pub(crate) fn new(plan: Plan) -> Self {
        let batch = Batch::of(&plan);
        Self { plan, batch }
    }
}

impl Batch {
    fn of(plan: &Plan) -> Option<Self> {
        let (mut text, mut values, mut checked) = (String::new(), Vec::new(), Vec::new());
        for (_, step) in &plan.steps {
            let (statement, must_change) = match step {
                Step::Run(statement) => (statement, false),
                Step::Change(statement, _) | Step::Count { update: statement, .. } => (statement, true),
                _ => return None,
            };
            text.push_str(&statement.sql);
            text.push(';');
            values.extend(statement.values.iter().flat_map(|values| values.0.iter().cloned()));
            checked.push(must_change);
        }
        let arguments = IntoArguments::<Sqlite>::into_arguments(SqlxValues(Values(values)));
        Some(Self { text, arguments, checked })
    }
}

impl SqliteGroups {
    pub(crate) const fn new(writer: SqlitePool) -> Self {
        Self { writer }
    }
}

impl Groups for SqliteGroups {
    type Set = SqliteSet;

    fn size(set: &SqliteSet) -> usize {
        set.plan.size()
    }

    async fn commit(&self, group: Vec<SqliteSet>) -> Result<Vec<Outcome>, StorageError> {
        let mut writer = Writer::take(&self.writer).await?;
        let mut outcomes = Vec::with_capacity(group.len());
        writer.tell("BEGIN IMMEDIATE").await?;
        for set in group {
            outcomes.push(writer.apply(&set).await?);
        }
        writer.tell("COMMIT").await?;
        writer.give_back();
        Ok(outcomes)
    }
}

/// The connection, for one group. Unless it is given back in order it is closed, which takes back whatever was begun on it:
/// after a failed commit nobody knows what state it is in.
struct Writer {
    connection: PoolConnection<Sqlite>,
    in_order: bool,
    /// The savepoint of the set before stands. It is released together with the next one's beginning, or by the commit.
    saved: bool,
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.in_order {
            self.connection.close_on_drop();
        }
    }
}

impl Writer {
    async fn take(pool: &SqlitePool) -> Result<Self, StorageError> {
        let connection =
            pool.acquire().await.map_err(|error| driver::failure(DbErr::Conn(wrapped(error))))?;
        Ok(Self { connection, in_order: false, saved: false })
    }

    fn give_back(mut self) {
        self.in_order = true;
    }

    async fn tell(&mut self, sql: &'static str) -> Result<(), StorageError> {
        let done = sqlx::query(sql).execute(&mut *self.connection).await;
        done.map(drop).map_err(|error| driver::failure(exec_error(error)))
    }

    /// Begins a set. Always the same few texts, so that the connection keeps them prepared.
    const fn savepoint(&mut self) -> &'static str {
        if std::mem::replace(&mut self.saved, true) { "RELEASE s;SAVEPOINT s;" } else { "SAVEPOINT s;" }
    }

    /// Applies a set or takes it back whole. An error is the group's: then the transaction may be gone, or the disk is.
    async fn apply(&mut self, set: &SqliteSet) -> Result<Outcome, StorageError> {
        if let Some(batch) = &set.batch {
            if self.send(batch).await? {
                return Ok(Ok(()));
            }
            // What was wrong is found out a statement at a time.
            self.tell("ROLLBACK TO s").await?;
        }
        self.step_by_step(&set.plan).await
    }

    /// Sends all statements of a set as one. Whether each did what it has to.
    async fn send(&mut self, batch: &Batch) -> Result<bool, StorageError> {
        let begin = self.savepoint();
        let begins = begin.matches(';').count();
        let text = AssertSqlSafe(format!("{begin}{}", batch.text));
        let query = sqlx::query_with(text, batch.arguments.clone());
        let mut results = self.connection.fetch_many(query);
        let (mut done, mut kept) = (0_usize, true);
        loop {
            match results.try_next().await {
                Ok(Some(Either::Left(result))) => {
                    let checked = done.checked_sub(begins).and_then(|place| batch.checked.get(place));
                    kept &= checked != Some(&true) || result.rows_affected() > 0;
                    done += 1;
                }
                Ok(Some(Either::Right(_))) => {}
                Ok(None) => return Ok(kept && done == begins + batch.checked.len()),
                Err(error) => return of_the_set(exec_error(error)).map(|_| false),
            }
        }
    }

    async fn step_by_step(&mut self, plan: &Plan) -> Result<Outcome, StorageError> {
        for sql in self.savepoint().split_inclusive(';') {
            self.tell(sql).await?;
        }
        for (index, step) in &plan.steps {
            let Err(denied) = take_step(&mut &mut *self.connection, step).await else { continue };
            let outcome = match plan.explain(*index, denied) {
                Failed::Commit(error) => error,
                Failed::Driver(error) => of_the_set(error)?.into(),
            };
            self.tell("ROLLBACK TO s").await?;
            return Ok(Err(outcome));
        }
        Ok(Ok(()))
    }
}

/// What one statement alone is to blame for. The error of a disk or of a connection is everybody's: the transaction may be gone.
fn of_the_set(error: DbErr) -> Result<StorageError, StorageError> {
    let failure = driver::failure(error);
    if failure.kind == StorageErrorKind::Unavailable { Err(failure) } else { Ok(failure) }
}

impl Carrier for &mut SqliteConnection {
    async fn change(&mut self, statement: &Statement) -> Result<u64, DbErr> {
        let done = query(statement).execute(&mut **self).await;
        done.map(|done| done.rows_affected()).map_err(exec_error)
    }

    async fn finds(&mut self, statement: &Statement) -> Result<bool, DbErr> {
        let found = query(statement).fetch_optional(&mut **self).await;
        found.map(|row| row.is_some()).map_err(exec_error)
    }
}

fn query(statement: &Statement) -> sqlx::query::Query<'static, Sqlite, SqlxValues> {
    let values = statement.values.clone().unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.clone()), SqlxValues(values))
}

fn exec_error(error: sqlx::Error) -> DbErr {
    DbErr::Exec(wrapped(error))
}

fn wrapped(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}
