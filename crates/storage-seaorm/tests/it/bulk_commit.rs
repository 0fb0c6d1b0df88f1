//! How long the commits take that write ten thousand rows down: the longest that taking a bulk keeps other writers waiting.

use std::sync::Arc;

use latchstring_domain::bulk::{BATCH, BulkBatch, BulkRow, BulkRowState, BulkWish, MAX_ROWS};
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::InvitationDraft;
use latchstring_domain::text::ExternalId;
use latchstring_storage::{BulkChange, Change, ChangeSet, Store};
use latchstring_storage_seaorm::{SeaOrmStore, SqliteOptions};
use latchstring_storage_testing::fixture::World;
use tokio::time::Instant;
use uuid::Uuid;

#[tokio::test]
async fn ten_thousand_rows_are_written_a_part_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let store =
        SeaOrmStore::connect_sqlite(&dir.path().join("bulk.db"), SqliteOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    let store: Arc<dyn Store> = Arc::new(store);
    let mut world = World::seed(&store).await;
    let of = world.make.bare_invitation(&world.company);
    let total = u32::try_from(MAX_ROWS).unwrap();
    let row = |number: u32| {
        let address = AddressRule::parse(&format!("mike{number}@example.org")).unwrap();
        let draft = InvitationDraft {
            purpose: of.purpose.clone(),
            allowed: AllowList::new([address]).unwrap(),
            allowed_providers: of.allowed_providers.clone(),
            lifetime: None,
            max_uses: None,
            portal: None,
            presentation: of.presentation.clone(),
            metadata: of.metadata.clone(),
            external_id: Some(ExternalId::parse(&format!("row-{number}")).unwrap()),
        };
        let id = InvitationId::from_uuid(Uuid::from_u128(u128::from(number)));
        let wish = BulkWish { id, company_id: of.company_id, draft, send_email: false };
        BulkRow { line: Some(number + 2), state: BulkRowState::Waiting(Box::new(wish)) }
    };
    let bulk = world.make.bulk(&world.workspace, of.created_by.clone());
    let batch = |number: u32| {
        let rows = (number * BATCH..(number + 1) * BATCH).map(row).collect();
        BulkBatch { bulk_id: bulk.id, number, rows }
    };
    let batches: Vec<_> = (0..total / BATCH).map(batch).collect();
    let mut changes = vec![BulkChange::Stage(bulk.clone(), Vec::new())];
    changes.extend(batches.chunks(25).map(|some| BulkChange::Add(bulk.id, some.to_vec())));
    changes.push(BulkChange::Take(bulk.id));
    let mut longest = std::time::Duration::ZERO;
    for change in changes {
        let began = Instant::now();
        store.commit(ChangeSet::new().with(Change::Bulk(change))).await.unwrap();
        longest = longest.max(began.elapsed());
    }
    println!("{total} rows, 500 in a commit: the longest took {} ms", longest.as_millis());
    let last = store.bulk_batches(bulk.id, total / BATCH - 1, 2).await.unwrap();
    assert_eq!(last, batches[batches.len() - 1..]);
}
