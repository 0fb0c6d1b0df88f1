//! A change as statements, before any of them is sent.
//!
//! What a change does is decided here without a connection, so that it can be sent in more than one way: a statement at a
//! time in a transaction of its own, or many sets in one go.

use latchstring_storage::{Refusal, StorageError};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, QueryTrait, Statement};

/// Why a change was not applied.
#[derive(Debug)]
pub(crate) enum Denied {
    Refused(Refusal),
    Driver(DbErr),
}

impl From<DbErr> for Denied {
    fn from(error: DbErr) -> Self {
        Self::Driver(error)
    }
}

/// Why a change has no statements.
#[derive(Debug)]
pub(super) enum Unplanned {
    /// It is refused whatever is stored.
    Refused(Refusal),
    /// It cannot be written down.
    Storage(StorageError),
}

pub(super) type Planned = Result<(), Unplanned>;

impl From<Refusal> for Unplanned {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StorageError> for Unplanned {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// A statement, and what it has to come to.
#[derive(Debug)]
pub(crate) enum Step {
    /// It changes what it changes.
    Run(Statement),
    /// It changes at least one row.
    Change(Statement, Refusal),
    /// The first changes a row, or the second is run.
    Either(Statement, Statement),
    /// The update changes a row. If not, and the query finds one, it is refused so; if there is none, it was stale.
    Count { update: Statement, there: Statement, full: Refusal },
    /// It finds a row.
    Find(Statement, Refusal),
    /// It finds none.
    Miss(Statement, Refusal),
    /// It is refused whatever is stored, unless a step before it is.
    Refuse(Refusal),
}

/// The steps of one change, for one kind of database.
#[derive(Debug)]
pub(super) struct Steps {
    backend: DbBackend,
    steps: Vec<Step>,
}

impl Steps {
    pub(super) const fn new(backend: DbBackend) -> Self {
        Self { backend, steps: Vec::new() }
    }

    pub(super) const fn backend(&self) -> DbBackend {
        self.backend
    }

    pub(super) fn run(&mut self, query: &impl QueryTrait) {
        self.push(Step::Run(query.build(self.backend)));
    }

    /// It has to change a row, or else what it was decided on has changed.
    pub(super) fn change(&mut self, query: &impl QueryTrait) {
        self.push(Step::Change(query.build(self.backend), Refusal::Stale));
    }

    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}

/// Where the statements of a step go, one at a time.
pub(crate) trait Carrier: Send {
    /// Runs a statement; how many rows it changed.
    fn change(&mut self, statement: &Statement) -> impl Future<Output = Result<u64, DbErr>> + Send;

    /// Asks; whether there is a row.
    fn finds(&mut self, statement: &Statement) -> impl Future<Output = Result<bool, DbErr>> + Send;
}

impl Carrier for &DatabaseTransaction {
    async fn change(&mut self, statement: &Statement) -> Result<u64, DbErr> {
        Ok(self.execute_raw(statement.clone()).await?.rows_affected())
    }

    async fn finds(&mut self, statement: &Statement) -> Result<bool, DbErr> {
        Ok(self.query_one_raw(statement.clone()).await?.is_some())
    }
}

/// Takes one step.
pub(crate) async fn take(carrier: &mut impl Carrier, step: &Step) -> Result<(), Denied> {
    let kept = |kept: bool, refusal: &Refusal| if kept { Ok(()) } else { Err(Denied::Refused(*refusal)) };
    match step {
        Step::Run(statement) => carrier.change(statement).await.map(drop).map_err(Denied::Driver),
        Step::Change(statement, refusal) => kept(carrier.change(statement).await? > 0, refusal),
        Step::Either(first, second) => {
            if carrier.change(first).await? == 0 {
                carrier.change(second).await?;
            }
            Ok(())
        }
        Step::Count { update, there, full } => {
            if carrier.change(update).await? > 0 {
                return Ok(());
            }
            // A sweep may have taken the row meanwhile, which is no reason to turn anybody away.
            Err(Denied::Refused(if carrier.finds(there).await? { *full } else { Refusal::Stale }))
        }
        Step::Find(statement, refusal) => kept(carrier.finds(statement).await?, refusal),
        Step::Miss(statement, refusal) => kept(!carrier.finds(statement).await?, refusal),
        Step::Refuse(refusal) => Err(Denied::Refused(*refusal)),
    }
}
