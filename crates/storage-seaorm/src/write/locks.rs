//! Rows locked in one order by everybody.
//!
//! A statement locks the row that it changes until the transaction ends. Two sets that change the same two rows in
//! opposite orders would wait for each other, and PostgreSQL takes a second to notice. A set that changes its rows in
//! the order of [`key`] needs nothing; any other has its rows locked in that order before its first change.
//!
//! Spending a magic link also locks its company's row, for sharing and out of this order, because the change does not
//! name the company. Spends share that lock among themselves, and who takes it alone changes a company and no link;
//! should two sets ever wait for each other over it, the database settles it and the set is sent again.

use latchstring_storage::{BulkChange, Change, ChangeSet, Erasure, LogChange};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::entity::{
    api_keys, brandings, bulks, companies, connections, flow_sessions, flows, invitation_mails, invitations,
    magic_links, outbox_entries, providers, sites, webhook_deliveries, webhook_endpoints, workspaces,
};

/// The tables whose rows are changed, in the order in which they are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    OutboxEntries,
    Bulks,
    FlowSessions,
    Invitations,
    InvitationMails,
    MagicLinks,
    Connections,
    Sites,
    Companies,
    Providers,
    Flows,
    Deliveries,
    Endpoints,
    ApiKeys,
    Workspaces,
    Brandings,
}

/// The row that a change locks. A row that is only inserted is nobody else's yet.
#[expect(
    clippy::too_many_lines,
    reason = "a line for each change, so that the compiler asks for the next one"
)]
const fn key(change: &Change) -> Option<(Table, Uuid)> {
    Some(match change {
        Change::UpdateWorkspace(row) => (Table::Workspaces, row.id.as_uuid()),
        Change::UpdateBranding(row) => (Table::Brandings, row.workspace_id.as_uuid()),
        Change::UpdateCompany(row) => (Table::Companies, row.id.as_uuid()),
        Change::DeleteCompany(id, _) => (Table::Companies, id.as_uuid()),
        Change::UpdateSite(row) => (Table::Sites, row.id.as_uuid()),
        Change::DeleteSite(id, _) => (Table::Sites, id.as_uuid()),
        Change::UpdateApiKey(row) => (Table::ApiKeys, row.id.as_uuid()),
        Change::UpdateProvider(row) => (Table::Providers, row.id.as_uuid()),
        Change::UpdateFlow(row) => (Table::Flows, row.id.as_uuid()),
        Change::DeleteFlow(id, _) => (Table::Flows, id.as_uuid()),
        Change::UpdateInvitation(row) => (Table::Invitations, row.id.as_uuid()),
        Change::SpendInvitation { id, .. } => (Table::Invitations, id.as_uuid()),
        Change::SettleInvitationMail(row) => (Table::InvitationMails, row.id.as_uuid()),
        Change::ReturnInvitationMail(row) => (Table::InvitationMails, row.id.as_uuid()),
        Change::Erase(Erasure::Mail(row)) => (Table::InvitationMails, row.id.as_uuid()),
        // A batch is settled by whoever has its bulk.
        Change::Bulk(BulkChange::Settle(row, _)) => (Table::Bulks, row.id.as_uuid()),
        Change::Bulk(BulkChange::Add(id, _) | BulkChange::Take(id)) => (Table::Bulks, id.as_uuid()),
        Change::UpdateMagicLink(row) => (Table::MagicLinks, row.id.as_uuid()),
        Change::SpendMagicLink { id, .. } => (Table::MagicLinks, id.as_uuid()),
        Change::UpdateFlowSession(row) => (Table::FlowSessions, row.id.as_uuid()),
        Change::DeleteFlowSession(id) => (Table::FlowSessions, id.as_uuid()),
        Change::UpdateConnection(row) => (Table::Connections, row.id.as_uuid()),
        Change::UpdateDelivery(row) => (Table::Deliveries, row.id.as_uuid()),
        Change::UpdateEndpoint(row) => (Table::Endpoints, row.id.as_uuid()),
        Change::DeleteEndpoint(id, _) => (Table::Endpoints, id.as_uuid()),
        Change::Complete { id, .. }
        | Change::Retry { id, .. }
        | Change::Park { id, .. }
        | Change::Requeue { id, .. }
        | Change::Discard { id } => (Table::OutboxEntries, id.as_uuid()),
        Change::CreateWorkspace(_)
        | Change::CreateBranding(_)
        | Change::PutFile(_)
        | Change::DropFile(_)
        | Change::CreateCompany(_)
        | Change::CreateSite(_)
        | Change::CreateApiKey(_)
        | Change::CreateProvider(_)
        | Change::CreateFlow(_)
        | Change::CreateInvitation(_)
        | Change::RetireLink(_)
        | Change::CreateInvitationMail(_)
        | Change::Bulk(BulkChange::Stage(..))
        | Change::Suppress(_)
        | Change::LiftSuppression(..)
        | Change::CreateMfaMessage(_)
        | Change::CreateMagicLink(_)
        | Change::CreateFlowSession(_)
        | Change::CreateConnection(_)
        | Change::AppendEvent(_)
        | Change::Log(LogChange::Checkpoint(_))
        | Change::Erase(Erasure::Event { .. } | Erasure::Address(..) | Erasure::Message(..))
        | Change::Mark { .. }
        | Change::KeepAnswer(_)
        | Change::Tally { .. }
        | Change::ClearTally(_)
        | Change::CreateEndpoint(_)
        | Change::CreateMessage(_)
        | Change::CreateDelivery(_)
        | Change::Announce(_)
        | Change::Enqueue(_)
        | Change::Sweep(_)
        | Change::PlantCanary(_)
        | Change::ReplaceCanary { .. } => return None,
    })
}

/// Locks the rows of a set that would lock them in another order. SQLite has one writer and nothing to lock.
pub(super) async fn take(tx: &DatabaseTransaction, set: &ChangeSet) -> Result<(), DbErr> {
    let mut keys: Vec<_> = set.changes().iter().filter_map(key).collect();
    if tx.get_database_backend() == DbBackend::Sqlite || keys.is_sorted() {
        return Ok(());
    }
    keys.sort_unstable();
    keys.dedup();
    for rows in keys.chunk_by(|(table, _), (next, _)| table == next) {
        let Some((table, _)) = rows.first() else { continue };
        let ids: Vec<_> = rows.iter().map(|(_, id)| *id).collect();
        match table {
            Table::OutboxEntries => lock::<outbox_entries::Entity>(tx, outbox_entries::Column::Id, ids).await,
            Table::Bulks => lock::<bulks::Entity>(tx, bulks::Column::Id, ids).await,
            Table::FlowSessions => lock::<flow_sessions::Entity>(tx, flow_sessions::Column::Id, ids).await,
            Table::Invitations => lock::<invitations::Entity>(tx, invitations::Column::Id, ids).await,
            Table::InvitationMails => {
                lock::<invitation_mails::Entity>(tx, invitation_mails::Column::Id, ids).await
            }
            Table::MagicLinks => lock::<magic_links::Entity>(tx, magic_links::Column::Id, ids).await,
            Table::Connections => lock::<connections::Entity>(tx, connections::Column::Id, ids).await,
            Table::Sites => lock::<sites::Entity>(tx, sites::Column::Id, ids).await,
            Table::Companies => lock::<companies::Entity>(tx, companies::Column::Id, ids).await,
            Table::Providers => lock::<providers::Entity>(tx, providers::Column::Id, ids).await,
            Table::Flows => lock::<flows::Entity>(tx, flows::Column::Id, ids).await,
            Table::Deliveries => {
                lock::<webhook_deliveries::Entity>(tx, webhook_deliveries::Column::Id, ids).await
            }
            Table::Endpoints => {
                lock::<webhook_endpoints::Entity>(tx, webhook_endpoints::Column::Id, ids).await
            }
            Table::ApiKeys => lock::<api_keys::Entity>(tx, api_keys::Column::Id, ids).await,
            Table::Workspaces => lock::<workspaces::Entity>(tx, workspaces::Column::Id, ids).await,
            Table::Brandings => lock::<brandings::Entity>(tx, brandings::Column::WorkspaceId, ids).await,
        }?;
    }
    Ok(())
}

/// Locks as an update does, which leaves others free to refer to the rows where the database can tell the two apart.
async fn lock<E: EntityTrait>(tx: &DatabaseTransaction, id: E::Column, ids: Vec<Uuid>) -> Result<(), DbErr> {
    let as_update = match tx.get_database_backend() {
        DbBackend::MySql => LockType::Update,
        _ => LockType::NoKeyUpdate,
    };
    let rows = E::find().select_only().column(id).filter(id.is_in(ids)).order_by_asc(id).lock(as_update);
    rows.into_tuple::<Uuid>().all(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use latchstring_storage_testing::fixture::{Maker, at};

    use super::*;

    #[test]
    fn a_use_case_that_goes_from_the_walk_to_the_connection_locks_nothing_beforehand() {
        let mut make = Maker::default();
        let workspace = make.workspace();
        let company = make.company(&workspace);
        let invitation = make.bare_invitation(&company);
        let session = make.flow_session(&invitation, latchstring_domain::flow_session::FlowState::Opened);
        let link = make.bare_magic_link(&company);
        let spends = [
            Change::SpendInvitation { id: invitation.id, at: at(5) },
            Change::SpendMagicLink { id: link.id, at: at(5) },
        ];
        for spend in spends {
            let submit = [
                Change::UpdateFlowSession(session.clone()),
                spend,
                Change::UpdateConnection(make.bare_connection(&company)),
            ];
            assert!(submit.iter().filter_map(key).is_sorted());
            assert!(!submit.iter().rev().filter_map(key).is_sorted());
        }
    }
}
