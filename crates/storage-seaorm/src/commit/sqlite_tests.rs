//! Commits that fail, on a real file.

use futures_util::future::join_all;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::Invitation;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{
    Change, ChangeSet, CommitError, Events as _, Invitations as _, Outbox as _, StorageErrorKind, Store,
};
use latchstring_storage_testing::fixture::{World, at};

use crate::scratch::Scratch;

/// Under this key a mark leads to a broken reference that the database notices only at the end of the commit.
const POISON: [u8; 32] = [13; 32];

const TRAP: &str = "CREATE TABLE trap (id INTEGER PRIMARY KEY, of INTEGER REFERENCES trap (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER spring_the_trap AFTER INSERT ON marks WHEN hex(NEW.key) = replace(hex(zeroblob(32)), '00', '0D')
    BEGIN INSERT INTO trap VALUES (1, 2); END";

async fn migrated() -> (Scratch, World) {
    let db = Scratch::sqlite().await;
    db.store.migrate().await.unwrap();
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(db.store.clone());
    let world = World::seed(&store).await;
    (db, world)
}

fn set(world: &mut World) -> (Invitation, ChangeSet) {
    let invitation = world.make.bare_invitation(&world.company);
    let event = world.make.event(world.workspace.id, Subject::Invitation(invitation.id), 1);
    let set = ChangeSet::new()
        .with(Change::CreateInvitation(invitation.clone()))
        .with(Change::AppendEvent(event))
        .with(Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(5))));
    (invitation, set)
}

fn unavailable(outcome: &Result<(), CommitError>) -> bool {
    matches!(outcome, Err(CommitError::Storage(error)) if error.kind == StorageErrorKind::Unavailable)
}

/// A commit that fails at its end fails for all that was in it, and the next one is none the worse.
#[tokio::test]
async fn a_commit_that_fails_leaves_nothing_of_its_group() {
    let (db, mut world) = migrated().await;
    db.execute(TRAP).await;
    let poison = ChangeSet::new().with(Change::Mark { key: Digest::new(POISON), until: at(5) });
    for round in 1..=5 {
        let mut sets: Vec<_> = (0..20).map(|_| set(&mut world)).collect();
        let failed_before = db.store.commit_stats().failed;
        let (alone, alone_set) = set(&mut world);
        // Polled in this order, all before the first answer: the first is a group of its own, the rest are the next.
        let mut commits = vec![db.store.commit(alone_set), db.store.commit(poison.clone())];
        commits.extend(sets.iter().map(|(_, set)| db.store.commit(set.clone())));
        let outcomes = join_all(commits).await;
        assert!(outcomes[1..].iter().all(unavailable), "{outcomes:?}");
        assert_eq!(db.store.commit_stats().failed, failed_before + 1);
        let first = outcomes[0].is_ok();
        assert_eq!(db.store.invitation(alone.id).await.unwrap().is_some(), first, "round {round}");
        for (invitation, _) in &sets {
            assert_eq!(db.store.invitation(invitation.id).await.unwrap(), None);
            let subject = Subject::Invitation(invitation.id);
            assert_eq!(db.store.last_event(subject).await.unwrap(), None);
        }
        // What a caller does about it: the same again.
        let (invitation, set) = sets.remove(0);
        db.store.commit(set).await.unwrap();
        assert!(db.store.invitation(invitation.id).await.unwrap().is_some());
    }
    db.remove().await;
}

/// A disk that is full fails the whole group, nothing of it is there, and when there is room again all goes on.
#[tokio::test]
async fn a_disk_that_is_full_fails_the_group_and_no_other() {
    let (db, mut world) = migrated().await;
    let sets: Vec<_> = (0..60).map(|_| set(&mut world)).collect();
    db.execute("PRAGMA max_page_count = 1").await;
    let large = (0..400).fold(ChangeSet::new(), |large, _| {
        set(&mut world).1.into_changes().into_iter().fold(large, ChangeSet::with)
    });
    let mut commits = vec![db.store.commit(large)];
    commits.extend(sets.iter().map(|(_, set)| db.store.commit(set.clone())));
    let outcomes = join_all(commits).await;
    assert!(unavailable(&outcomes[0]), "{:?}", outcomes[0]);
    let mut standing = 0;
    for ((invitation, set), outcome) in sets.iter().zip(&outcomes[1..]) {
        assert!(outcome.is_ok() || unavailable(outcome), "{outcome:?}");
        let there = db.store.invitation(invitation.id).await.unwrap().is_some();
        assert_eq!(there, outcome.is_ok());
        if !there {
            db.store.commit(set.clone()).await.unwrap();
        }
        standing += 1;
    }
    assert_eq!(db.store.outbox_counts().await.unwrap().open, standing);
    db.remove().await;
}

/// Closing the store waits for what was sent, heard or not.
#[tokio::test]
async fn closing_commits_what_was_sent() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("closing.db");
    let store = crate::SeaOrmStore::connect_sqlite(&path, crate::SqliteOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    let shared: std::sync::Arc<dyn Store> = std::sync::Arc::new(store.clone());
    let mut world = World::seed(&shared).await;
    let sets: Vec<_> = (0..200).map(|_| set(&mut world)).collect();
    for (_, set) in &sets {
        let _ = futures_util::FutureExt::now_or_never(store.commit(set.clone()));
    }
    store.close().await.unwrap();
    assert!(unavailable(&store.commit(sets[0].1.clone()).await));
    let again = crate::SeaOrmStore::connect_sqlite(&path, crate::SqliteOptions::default()).await.unwrap();
    for (invitation, _) in &sets {
        assert!(again.invitation(invitation.id).await.unwrap().is_some());
    }
    again.close().await.unwrap();
}
