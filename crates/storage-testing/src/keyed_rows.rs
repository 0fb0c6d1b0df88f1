//! What is sealed under a key of the keyring, read whole by who moves it to another.

use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::flow_session::FlowState;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::SealedBytes;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, KeyedRow, KeyedTable, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{Maker, World, at};

/// Every row of a table comes once, as it is, of whatever workspace, a few at a time in the order of their places.
pub async fn are_read_whole_a_few_at_a_time(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.make.bare_workspace();
    let company = world.make.bare_company(&workspace);
    let other = [Change::CreateWorkspace(workspace.clone()), Change::CreateCompany(company.clone())];
    accept(&store, other).await;
    let owners = [(world.workspace.clone(), world.company.clone()), (workspace, company)];
    for table in KeyedTable::ALL {
        let mut rows: Vec<KeyedRow> = Vec::new();
        for owner in &owners {
            for _ in 0..2 {
                let (row, changes) = make(&mut world.make, owner, table);
                accept(&store, changes).await;
                rows.push(row);
            }
        }
        rows.sort_by_key(KeyedRow::place);
        let all = store.keyed_rows(table, None, u32::MAX).await.unwrap();
        assert_eq!(all, rows, "{table:?}");
        let (mut pieces, mut after) = (Vec::new(), None::<Vec<u8>>);
        loop {
            let piece = store.keyed_rows(table, after.as_deref(), 3).await.unwrap();
            let Some(last) = piece.last() else { break };
            assert!(piece.len() <= 3);
            after = Some(last.place());
            pieces.extend(piece);
        }
        assert_eq!(pieces, rows, "{table:?}");
    }
}

fn make(
    make: &mut Maker,
    (workspace, company): &(Workspace, Company),
    table: KeyedTable,
) -> (KeyedRow, Vec<Change>) {
    match table {
        KeyedTable::Endpoints => {
            let row = make.endpoint(workspace);
            (KeyedRow::Endpoint(row.clone()), vec![Change::CreateEndpoint(row)])
        }
        KeyedTable::Providers => {
            let url = format!("https://provider-{}.example", make.tick().unix_millis());
            let row = make.provider(workspace, "A provider", &url);
            (KeyedRow::Provider(row.clone()), vec![Change::CreateProvider(row)])
        }
        KeyedTable::Connections => {
            let row = make.bare_connection(company);
            (KeyedRow::Connection(row.clone()), vec![Change::CreateConnection(row)])
        }
        KeyedTable::Invitations => {
            let row = make.bare_invitation(company);
            (KeyedRow::Invitation(row.clone()), vec![Change::CreateInvitation(row)])
        }
        KeyedTable::MagicLinks => {
            let row = make.bare_magic_link(company);
            (KeyedRow::MagicLink(row.clone()), vec![Change::CreateMagicLink(row)])
        }
        KeyedTable::FlowSessions => {
            let invitation = make.bare_invitation(company);
            let row = make.flow_session(&invitation, FlowState::Opened);
            let changes = vec![Change::CreateInvitation(invitation), Change::CreateFlowSession(row.clone())];
            (KeyedRow::FlowSession(row), changes)
        }
        KeyedTable::MfaMessages => {
            let connection = make.bare_connection(company).id;
            let row = make.mfa_message(workspace, connection);
            (KeyedRow::MfaMessage(row.clone()), vec![Change::CreateMfaMessage(row)])
        }
        KeyedTable::Answers => {
            let (slot, sealed) = (make.digest(), SealedBytes::new(vec![3; 80]));
            let row = KeptAnswer { slot, workspace_id: workspace.id, sealed, at: at(10), until: at(90) };
            (KeyedRow::Answer(row.clone()), vec![Change::KeepAnswer(row)])
        }
    }
}

/// A canary takes the place of the one that was read, and of no other.
pub async fn a_canary_is_replaced_by_who_has_read_it(store: Arc<dyn Store>) {
    let replace = |from: &str, to: &str| Change::ReplaceCanary { from: from.to_owned(), to: to.to_owned() };
    refuse_one(&store, replace("first", "second"), Refusal::Stale).await;
    accept(&store, [Change::PlantCanary("first".to_owned())]).await;
    refuse_one(&store, replace("First", "second"), Refusal::Stale).await;
    accept(&store, [replace("first", "second")]).await;
    refuse_one(&store, replace("first", "third"), Refusal::Stale).await;
    assert_eq!(store.canary().await.unwrap().as_deref(), Some("second"));
}
