//! The changes, one file a table: each precondition stands inside the statement that it guards.

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
mod suppressions;
mod sweeps;
mod tallies;
mod webhooks;
#[cfg(test)]
mod whitebox;
mod workspaces;

use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, LogChange, Refusal, StorageError};
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::clock::OutboxClock;
use crate::driver;

/// How often a set, or a claim, is sent again after the database settled a race against it.
pub(crate) const REPLAYS: u32 = 5;

/// Why a change was not applied.
enum Denied {
    Refused(Refusal),
    Driver(DbErr),
    Storage(StorageError),
}

type Applied = Result<(), Denied>;

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<DbErr> for Denied {
    fn from(error: DbErr) -> Self {
        Self::Driver(error)
    }
}

impl From<StorageError> for Denied {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Begins a transaction that writes.
///
/// On SQLite it takes the write lock at once: one that reads first and upgrades later fails with SQLITE_BUSY where
/// no timeout helps. The other databases ignore the mode.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    db.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
}

/// Applies the set in one transaction, again when the database took it back to settle a race.
pub(crate) async fn commit(
    db: &DatabaseConnection,
    clock: OutboxClock,
    set: &ChangeSet,
) -> Result<(), CommitError> {
    let mut replays = 0;
    loop {
        match once(db, clock, set).await {
            Ok(()) => return Ok(()),
            Err(Failed::Driver(error)) if replays < REPLAYS && driver::lost_race(&error) => replays += 1,
            Err(Failed::Driver(error)) => return Err(driver::failure(error).into()),
            Err(Failed::Commit(error)) => return Err(error),
        }
    }
}

enum Failed {
    Driver(DbErr),
    Commit(CommitError),
}

async fn once(db: &DatabaseConnection, clock: OutboxClock, set: &ChangeSet) -> Result<(), Failed> {
    let tx = begin(db).await.map_err(Failed::Driver)?;
    locks::take(&tx, set).await.map_err(Failed::Driver)?;
    for (index, change) in set.changes().iter().enumerate() {
        let Err(denied) = apply(&tx, clock, change).await else { continue };
        // Whatever becomes of the rollback, the connection is not used again before it is rolled back.
        if let Err(error) = tx.rollback().await {
            tracing::warn!(error = %driver::failure(error), "a refused change set could not be rolled back at once");
        }
        return Err(explain(denied, index, change));
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
        Denied::Storage(error) => Failed::Commit(error.into()),
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
async fn apply(tx: &DatabaseTransaction, clock: OutboxClock, change: &Change) -> Applied {
    match change {
        Change::CreateWorkspace(row) => workspaces::create(tx, row).await,
        Change::UpdateWorkspace(row) => workspaces::update(tx, row).await,
        Change::CreateBranding(row) => brandings::create(tx, row).await,
        Change::UpdateBranding(row) => brandings::update(tx, row).await,
        Change::PutFile(file) => files::put(tx, file).await,
        Change::DropFile(key) => files::take_away(tx, key).await,
        Change::CreateCompany(row) => companies::create(tx, row).await,
        Change::UpdateCompany(row) => companies::update(tx, row).await,
        Change::DeleteCompany(id, version) => companies::delete(tx, *id, *version).await,
        Change::CreateSite(row) => sites::create(tx, row).await,
        Change::UpdateSite(row) => sites::update(tx, row).await,
        Change::DeleteSite(id, version) => sites::delete(tx, *id, *version).await,
        Change::CreateApiKey(row) => api_keys::create(tx, row).await,
        Change::UpdateApiKey(row) => api_keys::update(tx, row).await,
        Change::CreateProvider(row) => providers::create(tx, row).await,
        Change::UpdateProvider(row) => providers::update(tx, row).await,
        Change::CreateFlow(row) => flows::create(tx, row).await,
        Change::UpdateFlow(row) => flows::update(tx, row).await,
        Change::DeleteFlow(id, version) => flows::delete(tx, *id, *version).await,
        Change::CreateInvitation(row) => invitations::create(tx, row).await,
        Change::UpdateInvitation(row) => invitations::update(tx, row).await,
        Change::SpendInvitation { id, at } => invitations::spend(tx, *id, *at).await,
        Change::RetireLink(row) => invitations::retire(tx, row).await,
        Change::Bulk(change) => bulks::apply(tx, change).await,
        Change::CreateMagicLink(row) => magic_links::create(tx, row).await,
        Change::UpdateMagicLink(row) => magic_links::update(tx, row).await,
        Change::SpendMagicLink { id, at } => magic_links::spend(tx, *id, *at).await,
        Change::CreateFlowSession(row) => flow_sessions::create(tx, row).await,
        Change::UpdateFlowSession(row) => flow_sessions::update(tx, row).await,
        Change::DeleteFlowSession(id) => flow_sessions::delete(tx, *id).await,
        Change::CreateConnection(row) => connections::create(tx, row).await,
        Change::UpdateConnection(row) => connections::update(tx, row).await,
        Change::Suppress(row) => suppressions::suppress(tx, row).await,
        Change::LiftSuppression(workspace, address) => suppressions::lift(tx, *workspace, address).await,
        Change::CreateMfaMessage(row) => mfa_messages::create(tx, row).await,
        Change::CreateInvitationMail(row) => invitation_mails::create(tx, row).await,
        Change::SettleInvitationMail(row) => invitation_mails::settle(tx, row).await,
        Change::ReturnInvitationMail(row) => invitation_mails::take_back(tx, row).await,
        Change::AppendEvent(event) => events::append(tx, event).await,
        Change::Erase(erasure) => erasures::apply(tx, erasure).await,
        Change::Log(LogChange::Checkpoint(row)) => event_checkpoints::add(tx, row).await,
        Change::Mark { key, until } => marks::make(tx, key, *until).await,
        Change::KeepAnswer(row) => kept_answers::keep(tx, row).await,
        Change::Tally { key, limit, at, until } => tallies::count(tx, key, *limit, *at, *until).await,
        Change::ClearTally(key) => tallies::clear(tx, key).await,
        Change::CreateEndpoint(row) => webhooks::create_endpoint(tx, row).await,
        Change::UpdateEndpoint(row) => webhooks::update_endpoint(tx, row).await,
        Change::DeleteEndpoint(id, version) => webhooks::delete_endpoint(tx, *id, *version).await,
        Change::CreateMessage(row) => webhooks::create_message(tx, row).await,
        Change::CreateDelivery(row) => webhooks::create_delivery(tx, row).await,
        Change::UpdateDelivery(row) => webhooks::update_delivery(tx, row).await,
        Change::Announce(entry) => outbox_entries::announce(tx, clock, entry).await,
        Change::Enqueue(entry) => outbox_entries::enqueue(tx, clock, entry).await,
        Change::Complete { id, fence } => outbox_entries::complete(tx, *id, *fence).await,
        Change::Retry { id, fence, at, run_at } => {
            outbox_entries::retry(tx, clock, (*id, *fence), (*at, *run_at)).await
        }
        Change::Park { id, fence, at, reason } => outbox_entries::park(tx, *id, *fence, *at, reason).await,
        Change::Requeue { id, at } => outbox_entries::requeue(tx, clock, *id, *at).await,
        Change::Discard { id } => outbox_entries::discard(tx, *id).await,
        Change::Sweep(sweep) => sweeps::apply(tx, sweep).await,
        Change::PlantCanary(text) => canaries::plant(tx, text).await,
    }
}
