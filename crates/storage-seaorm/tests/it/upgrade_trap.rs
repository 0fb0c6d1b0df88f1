use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::outbox::Lane;
use latchstring_storage::{Change, ChangeSet, Claim, Companies as _, Outbox as _, Refusal, Store};
use latchstring_storage_seaorm::SeaOrmStore;
use latchstring_storage_testing::fixture::World;

use crate::database::{Db, on_all};

/// Reads, decides, commits; again when somebody was faster. Nothing but that may go wrong.
async fn touch(store: &SeaOrmStore, company: latchstring_domain::id::CompanyId) {
    loop {
        let read = store.company(company).await.unwrap().unwrap();
        let next = Company { version: read.version.next(), ..read };
        match store.commit(ChangeSet::new().with(Change::UpdateCompany(next))).await {
            Ok(()) => return,
            Err(error) => assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}"),
        }
    }
}

/// Takes work, which reads and then writes in one transaction, and puts it back.
async fn take(store: &SeaOrmStore) {
    let claim = Claim::of(Lane::Work, Timestamp::MAX, Duration::ZERO, 1);
    for claimed in store.claim(claim).await.unwrap() {
        let retry = Change::Retry { id: claimed.entry.id, fence: claimed.fence, run_at: Timestamp::EPOCH };
        if let Err(error) = store.commit(ChangeSet::new().with(retry)).await {
            assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}");
        }
    }
}

/// T140: many that read and then write, in one process and in two, never see that the database is busy.
async fn t140_no_reader_that_writes_is_told_that_the_database_is_busy(db: &Db) {
    let beside = db.another_store().await;
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(db.store.clone());
    let mut world = World::seed(&store).await;
    let id = world.company.id;
    for _ in 0..4 {
        let entry = world.make.outbox_entry(world.workspace.id, Timestamp::EPOCH);
        store.commit(ChangeSet::new().with(Change::Enqueue(entry))).await.unwrap();
    }
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let store = if task % 2 == 0 { beside.clone() } else { db.store.clone() };
            tokio::spawn(async move {
                for _ in 0..10 {
                    touch(&store, id).await;
                    take(&store).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(db.store.company(id).await.unwrap().unwrap().version.number(), 161);
    beside.close().await.unwrap();
}

on_all!(t140_no_reader_that_writes_is_told_that_the_database_is_busy);
