//! How MariaDB goes about the queries that every visitor and every worker begins with.

use latchstring_domain::Timestamp;
use latchstring_domain::outbox::Lane;
use latchstring_storage::{Change, ChangeSet, Claim, Store};
use latchstring_storage_testing::fixture::World;
use sea_orm::{ConnectionTrait as _, DbBackend, QuerySelect as _, QueryTrait as _, Statement};

use super::{api_keys, invitations, outbox_entries, turns};
use crate::scratch::Scratch;

/// Of each table that is looked at: how, by which index, and what else is done.
async fn plan(db: &Scratch, query: Statement) -> Vec<String> {
    let explained = Statement { sql: format!("EXPLAIN {}", query.sql), ..query };
    let rows = db.store.reader().query_all_raw(explained).await.unwrap();
    let text = |row: &sea_orm::QueryResult, column: &str| {
        row.try_get::<Option<String>>("", column).unwrap().unwrap_or_default()
    };
    rows.iter().map(|row| ["type", "key", "Extra"].map(|column| text(row, column)).join(" | ")).collect()
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t040_a_token_is_found_by_one_search_of_a_unique_index_on_mariadb() {
    let db = Scratch::mariadb().await;
    db.store.migrate().await.unwrap();
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(db.store.clone());
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let key = world.make.api_key(&world.workspace);
    let (token, digest) = (invitation.token.digest, key.digest);
    let set = ChangeSet::new().with(Change::CreateInvitation(invitation)).with(Change::CreateApiKey(key));
    store.commit(set).await.unwrap();
    for (query, expected) in [
        (invitations::by_token(&token).build(DbBackend::MySql), "const | invitations_token_digest_key | "),
        (api_keys::by_digest(&digest).build(DbBackend::MySql), "const | api_keys_digest_key | "),
    ] {
        assert_eq!(plan(&db, query).await, [expected]);
    }
    db.remove().await;
}

/// What is due comes in the order of an index, so that a worker locks what it takes and no more.
#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t119_what_is_due_is_taken_in_the_order_of_an_index_on_mariadb() {
    let db = Scratch::mariadb().await;
    db.store.migrate().await.unwrap();
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(db.store.clone());
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let set = (0..50).fold(ChangeSet::new(), |set, _| {
            set.with(Change::Enqueue(world.make.outbox_entry(world.workspace.id, Timestamp::EPOCH)))
        });
        store.commit(set).await.unwrap();
    }
    db.execute("ANALYZE TABLE outbox_entries").await;
    let due = outbox_entries::due(Lane::Work, i64::MAX).limit(9).build(DbBackend::MySql);
    let plan_of_due = plan(&db, due).await;
    assert!(plan_of_due[0].contains(" | outbox_entries_lane_idx | "), "{plan_of_due:?}");
    assert!(!plan_of_due[0].contains("filesort"), "{plan_of_due:?}");
    let claim = Claim::of(Lane::Work, Timestamp::MAX, std::time::Duration::from_secs(1), 8);
    let heads = turns::mariadb::heads_of(&[Some(world.workspace.id.as_uuid()), None], &claim, i64::MAX, 8);
    let plan_of_heads = plan(&db, heads).await;
    for head in &plan_of_heads[..2] {
        assert!(
            head.contains(" | outbox_entries_queue_idx | ") && head.contains("Using index"),
            "{plan_of_heads:?}"
        );
        assert!(!head.contains("filesort"), "{plan_of_heads:?}");
    }
    db.remove().await;
}
