use latchstring_storage::{Change, ChangeSet, Events as _, Store as _};
use latchstring_storage_testing::fixture::{Maker, World};
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::database::{Db, on_all};

/// T160: whoever can write to the tables still cannot change or take away an event.
async fn t160_events_are_not_changed_or_deleted(db: &Db) {
    let mut make = Maker::default();
    let (workspace, subject) = (make.workspace().id, make.subject());
    let event = make.event(workspace, subject, 1);
    db.store.commit(ChangeSet::new().with(Change::AppendEvent(event.clone()))).await.unwrap();
    let seal = if db.is_sqlite() { "zeroblob(36)" } else { "decode(repeat('00', 36), 'hex')" };
    let erased_too = format!("UPDATE events SET kind = 'REVOKED', erased = {seal}");
    let mut attempts = vec![
        erased_too.as_str(),
        "UPDATE events SET erased = NULL, actor = '{}'",
        "UPDATE events SET kind = 'REVOKED'",
        "UPDATE events SET sequence = sequence",
        "UPDATE events SET origin = '{}' WHERE sequence = 1",
        "DELETE FROM events",
        "DELETE FROM events WHERE sequence = 1",
    ];
    if db.backend() == DbBackend::MySql {
        attempts.push("REPLACE INTO events SELECT * FROM events");
        attempts.push("INSERT INTO events SELECT * FROM events ON DUPLICATE KEY UPDATE kind = 'REVOKED'");
    }
    if db.backend() == DbBackend::Postgres {
        attempts.push("TRUNCATE events");
        attempts.push("TRUNCATE events CASCADE");
    }
    for attempt in attempts {
        let refused = db.raw.execute_unprepared(attempt).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{attempt}: {refused}");
    }
    assert_eq!(db.store.events_of(subject, 0, 10).await.unwrap(), [event]);
}

/// The log keeps what it says of a company that is gone.
async fn events_outlive_what_they_are_about(db: &Db) {
    let store: std::sync::Arc<dyn latchstring_storage::Store> = std::sync::Arc::new(db.store.clone());
    let mut world = World::seed(&store).await;
    let company = world.make.company(&world.workspace);
    let subject = latchstring_domain::event::Subject::Company(company.id);
    let event = world.make.event(world.workspace.id, subject, 1);
    let (id, version) = (company.id, company.version);
    let set = ChangeSet::new()
        .with(Change::CreateCompany(company))
        .with(Change::AppendEvent(event.clone()))
        .with(Change::DeleteCompany(id, version));
    store.commit(set).await.unwrap();
    assert_eq!(store.events_of(subject, 0, 10).await.unwrap(), [event]);
}

on_all!(t160_events_are_not_changed_or_deleted, events_outlive_what_they_are_about);
