//! Many at once. Every case has exactly one right count, whatever the order in which the store takes them.

use std::num::NonZeroU32;
use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::{Invitation, Revoked};
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, at_once, commit, company_count, race};
use crate::fixture::{World, at};

const NOW: i64 = 1_800_000_000_000;

async fn invitation(store: &Arc<dyn Store>, world: &mut World, max_uses: Option<u32>) -> Invitation {
    let max_uses = max_uses.and_then(NonZeroU32::new);
    let row = Invitation { max_uses, ..world.make.bare_invitation(&world.company) };
    accept(store, [Change::CreateInvitation(row.clone())]).await;
    row
}

/// T049: of many that want the last use, one gets it.
pub async fn t049_the_last_use_is_spent_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let row = invitation(&store, &mut world, Some(1)).await;
        let spend = Change::SpendInvitation { id: row.id, at: at(NOW) };
        assert_eq!(race(&store, vec![spend; 10], Refusal::Stale).await, 1);
        assert_eq!(store.invitation(row.id).await.unwrap().unwrap().use_count, 1);
    }
}

/// T050: of a hundred that want one of seven uses, seven get one.
pub async fn t050_seven_uses_are_spent_seven_times(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = invitation(&store, &mut world, Some(7)).await;
    let spend = Change::SpendInvitation { id: row.id, at: at(NOW) };
    assert_eq!(race(&store, vec![spend; 100], Refusal::Stale).await, 7);
    let read = store.invitation(row.id).await.unwrap().unwrap();
    assert_eq!((read.use_count, read.version.number()), (7, 8));
}

/// T049: with its connection, event and outbox entry in the set, only the winner's are there.
pub async fn t049_only_the_winner_leaves_anything(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = invitation(&store, &mut world, Some(1)).await;
    let subject = Subject::Invitation(row.id);
    let sets: Vec<_> = (0..16)
        .map(|_| {
            let connection = world.make.connection(&world.company, &[world.sites[0].id], row.id);
            vec![
                Change::CreateConnection(connection),
                Change::AppendEvent(world.make.event(world.workspace.id, subject, 1)),
                Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(NOW))),
                Change::SpendInvitation { id: row.id, at: at(NOW) },
            ]
        })
        .collect();
    let results = at_once(sets, |set| {
        let store = Arc::clone(&store);
        async move { commit(&store, set).await }
    })
    .await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for error in results.into_iter().filter_map(Result::err) {
        assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}");
    }
    assert_eq!(store.connections_made_by(&[row.id]).await.unwrap().len(), 1);
    assert_eq!(store.last_event(subject).await.unwrap().unwrap().sequence, 1);
    assert_eq!(store.outbox_counts().await.unwrap().open, 1);
}

/// T051: a revocation and a use never both happen to the last use decided on the same version.
pub async fn t051_an_invitation_is_revoked_or_spent_never_both(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for round in 0..100 {
        let row = invitation(&store, &mut world, Some(1)).await;
        let Ok(Revoked::Now(revoked)) = row.clone().revoke(at(NOW)) else { panic!("not revocable") };
        let mut changes =
            vec![Change::UpdateInvitation(revoked), Change::SpendInvitation { id: row.id, at: at(NOW) }];
        if round % 2 == 1 {
            changes.reverse();
        }
        assert_eq!(race(&store, changes, Refusal::Stale).await, 1);
        let read = store.invitation(row.id).await.unwrap().unwrap();
        assert_ne!(read.revoked_at.is_some(), read.use_count == 1);
    }
}

/// Of many updates decided on one version, one is written.
pub async fn one_of_many_updates_is_written(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let changes: Vec<_> = (0..20)
        .map(|_| {
            let updated_at = world.make.tick();
            let version = world.company.version.next();
            Change::UpdateCompany(Company { updated_at, version, ..world.company.clone() })
        })
        .collect();
    assert_eq!(race(&store, changes, Refusal::Stale).await, 1);
    assert_eq!(store.company(world.company.id).await.unwrap().unwrap().version, world.company.version.next());
}

/// Of many that append to one chain at one place, one does, and the chain has no gap.
pub async fn one_of_many_events_takes_a_place(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    for sequence in 1..=5 {
        let events: Vec<_> = (0..8)
            .map(|_| Change::AppendEvent(world.make.event(world.workspace.id, subject, sequence)))
            .collect();
        assert_eq!(race(&store, events, Refusal::Stale).await, 1);
    }
    let sequences: Vec<_> =
        store.events_of(subject, 0, 100).await.unwrap().iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5]);
}

/// Of many companies with one external id, one is made.
pub async fn one_of_many_takes_a_unique_name(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let name = world.make.company(&world.workspace).external_id;
    let changes: Vec<_> = (0..12)
        .map(|_| {
            let fresh = world.make.company(&world.workspace);
            Change::CreateCompany(Company { external_id: name.clone(), ..fresh })
        })
        .collect();
    let taken = Refusal::Conflict(Constraint::CompanyExternalId);
    assert_eq!(race(&store, changes, taken).await, 1);
    assert_eq!(company_count(&store, world.workspace.id).await, 2);
}

/// Of many that make one mark, one makes it.
pub async fn one_of_many_makes_a_mark(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let mark = Change::Mark { key: world.make.digest(), until: at(NOW) };
    assert_eq!(race(&store, vec![mark; 20], Refusal::Conflict(Constraint::Once)).await, 1);
}

/// A company is not deleted from under a site that is being made: one of the two is refused.
pub async fn nothing_refers_to_what_is_being_deleted(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let company = world.make.company(&world.workspace);
        let site = world.make.site(&company);
        accept(&store, [Change::CreateCompany(company.clone())]).await;
        let changes = [Change::DeleteCompany(company.id, company.version), Change::CreateSite(site.clone())];
        let results = at_once(changes, |change| {
            let store = Arc::clone(&store);
            async move { commit(&store, [change]).await.map_err(|error| error.refusal()) }
        })
        .await;
        let deleted = Err(Some(Refusal::Conflict(Constraint::InUse)));
        let made = Err(Some(Refusal::Conflict(Constraint::Reference)));
        assert!(results == [Ok(()), made] || results == [deleted, Ok(())], "{results:?}");
        assert_eq!(store.company(company.id).await.unwrap().is_none(), results[0].is_ok());
        assert_eq!(store.site(site.id).await.unwrap().is_some(), results[1].is_ok());
    }
}

/// Sets that touch the same rows in opposite orders all come to their end: a deadlock is the store's to settle.
pub async fn opposite_orders_do_not_fail(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let rows = [invitation(&store, &mut world, None).await, invitation(&store, &mut world, None).await];
    let spends = rows.clone().map(|row| Change::SpendInvitation { id: row.id, at: at(NOW) });
    let [first, second] = spends;
    let results = at_once(0..4, |task| {
        let (store, first, second) = (Arc::clone(&store), first.clone(), second.clone());
        async move {
            for _ in 0..25 {
                let (one, two) = (first.clone(), second.clone());
                let set = if task % 2 == 0 { [one, two] } else { [two, one] };
                commit(&store, set).await?;
            }
            Ok::<_, latchstring_storage::CommitError>(())
        }
    })
    .await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    for row in rows {
        assert_eq!(store.invitation(row.id).await.unwrap().unwrap().use_count, 100);
    }
}
