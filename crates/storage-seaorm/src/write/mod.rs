//! The changes, one file a table: each precondition stands inside the statement that it guards. Here they are planned, and
//! applied a set at a time; [`crate::commit`] applies many.

mod api_keys;
mod brandings;
mod bulks;
mod canaries;
mod companies;
mod connections;
mod erasures;
mod event_checkpoints;
mod events;
mod files;
mod flow_sessions;
mod flows;
mod invitation_mails;
mod invitations;
mod kept_answers;
mod locks;
mod magic_links;
mod marks;
mod mfa_messages;
#[cfg(test)]
mod on_mariadb;
mod outbox_entries;
mod providers;
mod rows;
mod sites;
mod step;
mod suppressions;
mod sweeps;
mod tallies;
mod webhooks;
#[cfg(test)]
mod whitebox;
mod workspaces;

use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, LogChange, StorageError};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::clock::OutboxClock;
use crate::driver;

pub(crate) use step::{Carrier, Denied, Frequent, NewRow, Step, take as take_step};
use step::{Planned, Steps, Unplanned};

/// How often a set, or a claim, is sent again after the database settled a race against it.
pub(crate) const REPLAYS: u32 = 5;

/// Begins a transaction that writes.
///
/// On SQLite it takes the write lock at once: one that reads first and upgrades later fails with SQLITE_BUSY where
/// no timeout helps. The other databases ignore the mode.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    db.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
}

/// A set, planned: the statements of each change in turn.
#[derive(Debug)]
pub(crate) struct Plan {
    set: ChangeSet,
    /// Each with the place of its change.
    pub(crate) steps: Vec<(usize, Step)>,
}

impl Plan {
    pub(crate) fn of(set: ChangeSet, backend: DbBackend, clock: OutboxClock) -> Result<Self, StorageError> {
        let mut steps = Vec::new();
        for (index, change) in set.changes().iter().enumerate() {
            let mut of_change = Steps::new(backend);
            match plan(&mut of_change, clock, change) {
                Ok(()) => {}
                Err(Unplanned::Refused(refusal)) => of_change.push(Step::Refuse(refusal)),
                Err(Unplanned::Storage(error)) => return Err(error),
            }
            steps.extend(of_change.into_steps().into_iter().map(|step| (index, step)));
        }
        Ok(Self { set, steps })
    }

    /// How many changes.
    pub(crate) fn size(&self) -> usize {
        self.set.changes().len()
    }

    /// What it means that one change was not applied.
    pub(crate) fn explain(&self, index: usize, denied: Denied) -> Failed {
        match self.set.changes().get(index) {
            Some(change) => explain(denied, index, change),
            None => Failed::Commit(StorageError::defect("a step of no change").into()),
        }
    }
}

/// Applies the set in one transaction of its own, again when the database took it back to settle a race.
pub(crate) async fn alone(db: &DatabaseConnection, plan: &Plan) -> Result<(), CommitError> {
    let mut replays = 0;
    loop {
        match once(db, plan).await {
            Ok(()) => return Ok(()),
            Err(Failed::Driver(error)) if replays < REPLAYS && driver::lost_race(&error) => replays += 1,
            Err(Failed::Driver(error)) => return Err(driver::failure(error).into()),
            Err(Failed::Commit(error)) => return Err(error),
        }
    }
}

/// Why a set was not applied.
#[derive(Debug)]
pub(crate) enum Failed {
    /// What the driver said, which may be worth another try.
    Driver(DbErr),
    /// The answer.
    Commit(CommitError),
}

async fn once(db: &DatabaseConnection, plan: &Plan) -> Result<(), Failed> {
    let tx = begin(db).await.map_err(Failed::Driver)?;
    locks::take(&tx, &plan.set).await.map_err(Failed::Driver)?;
    for (index, step) in &plan.steps {
        let Err(denied) = step::take(&mut &tx, step).await else { continue };
        // Whatever becomes of the rollback, the connection is not used again before it is rolled back.
        if let Err(error) = tx.rollback().await {
            tracing::warn!(error = %driver::failure(error), "a refused change set could not be rolled back at once");
        }
        return Err(plan.explain(*index, denied));
    }
    tx.commit().await.map_err(Failed::Driver)
}

fn explain(denied: Denied, index: usize, change: &Change) -> Failed {
    let refused = |why| Failed::Commit(CommitError::Refused { change: change.name(), index, why });
    let reference = match change {
        Change::DeleteEndpoint(..)
        | Change::DeleteCompany(..)
        | Change::DeleteSite(..)
        | Change::DeleteFlowSession(_) => Constraint::InUse,
        _ => Constraint::Reference,
    };
    let primary_key = match change {
        Change::Mark { .. } | Change::PlantCanary(_) | Change::KeepAnswer(_) | Change::Suppress(_) => {
            Constraint::Once
        }
        _ => Constraint::Identity,
    };
    match denied {
        Denied::Refused(why) => refused(why),
        Denied::Driver(error) => match driver::refusal(&error, driver::Meaning { reference, primary_key }) {
            Some(why) => refused(why),
            None => Failed::Driver(error),
        },
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a line for each change, so that the compiler asks for the next one"
)]
fn plan(to: &mut Steps, clock: OutboxClock, change: &Change) -> Planned {
    match change {
        Change::CreateWorkspace(row) => workspaces::create(to, row),
        Change::UpdateWorkspace(row) => workspaces::update(to, row),
        Change::CreateBranding(row) => brandings::create(to, row),
        Change::UpdateBranding(row) => brandings::update(to, row),
        Change::PutFile(file) => files::put(to, file),
        Change::DropFile(key) => files::take_away(to, key),
        Change::CreateCompany(row) => companies::create(to, row),
        Change::UpdateCompany(row) => companies::update(to, row),
        Change::DeleteCompany(id, version) => companies::delete(to, *id, *version),
        Change::CreateSite(row) => sites::create(to, row),
        Change::UpdateSite(row) => sites::update(to, row),
        Change::DeleteSite(id, version) => sites::delete(to, *id, *version),
        Change::CreateApiKey(row) => api_keys::create(to, row),
        Change::UpdateApiKey(row) => api_keys::update(to, row),
        Change::CreateProvider(row) => providers::create(to, row),
        Change::UpdateProvider(row) => providers::update(to, row),
        Change::CreateFlow(row) => flows::create(to, row),
        Change::UpdateFlow(row) => flows::update(to, row),
        Change::DeleteFlow(id, version) => flows::delete(to, *id, *version),
        Change::CreateInvitation(row) => invitations::create(to, row),
        Change::UpdateInvitation(row) => invitations::update(to, row),
        Change::SpendInvitation { id, at } => invitations::spend(to, *id, *at),
        Change::RetireLink(row) => invitations::retire(to, row),
        Change::Bulk(change) => bulks::apply(to, change),
        Change::CreateMagicLink(row) => magic_links::create(to, row),
        Change::UpdateMagicLink(row) => magic_links::update(to, row),
        Change::SpendMagicLink { id, at } => magic_links::spend(to, *id, *at),
        Change::CreateFlowSession(row) => flow_sessions::create(to, row),
        Change::UpdateFlowSession(row) => flow_sessions::update(to, row),
        Change::DeleteFlowSession(id) => flow_sessions::delete(to, *id),
        Change::CreateConnection(row) => connections::create(to, row),
        Change::UpdateConnection(row) => connections::update(to, row),
        Change::Suppress(row) => suppressions::suppress(to, row),
        Change::LiftSuppression(workspace, address) => suppressions::lift(to, *workspace, address),
        Change::CreateMfaMessage(row) => mfa_messages::create(to, row),
        Change::CreateInvitationMail(row) => invitation_mails::create(to, row),
        Change::SettleInvitationMail(row) => invitation_mails::settle(to, row),
        Change::ReturnInvitationMail(row) => invitation_mails::take_back(to, row),
        Change::AppendEvent(event) => events::append(to, event),
        Change::Erase(erasure) => erasures::apply(to, erasure),
        Change::Log(LogChange::Checkpoint(row)) => event_checkpoints::add(to, row),
        Change::Mark { key, until } => marks::make(to, key, *until),
        Change::KeepAnswer(row) => kept_answers::keep(to, row),
        Change::Tally { key, limit, at, until } => tallies::count(to, key, *limit, *at, *until),
        Change::ClearTally(key) => tallies::clear(to, key),
        Change::CreateEndpoint(row) => webhooks::create_endpoint(to, row),
        Change::UpdateEndpoint(row) => webhooks::update_endpoint(to, row),
        Change::DeleteEndpoint(id, version) => webhooks::delete_endpoint(to, *id, *version),
        Change::CreateMessage(row) => webhooks::create_message(to, row),
        Change::CreateDelivery(row) => webhooks::create_delivery(to, row),
        Change::UpdateDelivery(row) => webhooks::update_delivery(to, row),
        Change::Announce(entry) => outbox_entries::announce(to, clock, entry),
        Change::Enqueue(entry) => outbox_entries::enqueue(to, clock, entry),
        Change::Complete { id, fence } => outbox_entries::complete(to, *id, *fence),
        Change::Retry { id, fence, at, run_at } => {
            outbox_entries::retry(to, clock, (*id, *fence), (*at, *run_at))
        }
        Change::Park { id, fence, at, reason } => outbox_entries::park(to, *id, *fence, *at, reason),
        Change::Requeue { id, at } => outbox_entries::requeue(to, clock, *id, *at),
        Change::Discard { id } => outbox_entries::discard(to, *id),
        Change::Sweep(sweep) => sweeps::apply(to, sweep),
        Change::PlantCanary(text) => canaries::plant(to, text),
        Change::ReplaceCanary { from, to: text } => canaries::replace(to, from, text),
    }
}
