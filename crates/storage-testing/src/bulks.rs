//! Invitations that are asked for at once.

use std::sync::Arc;

use latchstring_domain::Version;
use latchstring_domain::bulk::{
    Bulk, BulkBatch, BulkCounts, BulkFailure, BulkRow, BulkRowState, BulkWish, Twin,
};
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::invitation::{Invitation, InvitationDraft, Lifetime};
use latchstring_domain::text::ExternalId;
use latchstring_storage::{
    BulkChange, Change, ChangeSet, Constraint, InvitationNames, Refusal, Store, Sweep, Swept,
};

use crate::case::{accept, any_over, refuse_one, sweep};
use crate::fixture::{World, at, email};

fn wish(of: Invitation, lifetime: Option<Lifetime>) -> BulkRowState {
    let draft = InvitationDraft {
        purpose: of.purpose,
        allowed: of.allowed,
        allowed_providers: of.allowed_providers,
        lifetime,
        max_uses: of.max_uses,
        portal: of.portal,
        presentation: of.presentation,
        metadata: of.metadata,
        external_id: of.external_id,
    };
    let send_email = lifetime.is_some();
    BulkRowState::Waiting(Box::new(BulkWish { id: of.id, company_id: of.company_id, draft, send_email }))
}

/// Rows in every state, with everything and with nothing.
fn seed(world: &mut World) -> (Bulk, Vec<BulkBatch>) {
    let (full, bare) = (world.make.invitation(&world.company), world.make.bare_invitation(&world.company));
    let id = bare.id;
    let span = Lifetime::For(std::time::Duration::from_millis(90_061));
    let rows = [
        wish(full.clone(), Some(span)),
        wish(full.clone(), Some(Lifetime::Until(at(1_795_000_000_001)))),
        wish(bare, None),
        BulkRowState::Created(id),
        BulkRowState::Duplicate(Twin::Row(u32::MAX)),
        BulkRowState::Duplicate(Twin::Invitation(id)),
        BulkRowState::Failed(BulkFailure::CompanyGone),
        BulkRowState::Failed(BulkFailure::NotAllowed),
    ];
    let bulk = world.make.bulk(&world.workspace, full.created_by);
    let row = |(line, state)| BulkRow { line: (line != 2).then_some(line), state };
    let first = BulkBatch { bulk_id: bulk.id, number: 0, rows: (1..).zip(rows).map(row).collect() };
    let others = (1..250).map(|number| {
        let state = BulkRowState::Duplicate(Twin::Row(number));
        BulkBatch { bulk_id: bulk.id, number, rows: vec![BulkRow { line: None, state }] }
    });
    let batches = std::iter::once(first).chain(others).collect();
    (bulk, batches)
}

/// Written down and there, in one set.
fn whole(bulk: &Bulk, batches: &[BulkBatch]) -> [Change; 2] {
    [BulkChange::Stage(bulk.clone(), batches.to_vec()), BulkChange::Take(bulk.id)].map(Change::Bulk)
}

/// What is written is what is read, batch by batch and in order.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (bulk, batches) = seed(&mut world);
    assert_eq!(store.bulk(bulk.id).await.unwrap(), None);
    accept(&store, whole(&bulk, &batches)).await;
    assert_eq!(store.bulk(bulk.id).await.unwrap(), Some(bulk.clone()));
    assert_eq!(store.bulk_batches(bulk.id, 0, 500).await.unwrap(), batches);
    assert_eq!(store.bulk_batches(bulk.id, 3, 2).await.unwrap(), batches[3..5]);
    assert_eq!(store.bulk_batches(bulk.id, 250, 2).await.unwrap(), []);
    let again = Change::Bulk(BulkChange::Stage(bulk.clone(), Vec::new()));
    refuse_one(&store, again, Refusal::Conflict(Constraint::Identity)).await;
    let stray = world.make.bulk(&world.workspace, bulk.created_by.clone());
    let change = Change::Bulk(BulkChange::Stage(stray.clone(), vec![batches[0].clone()]));
    refuse_one(&store, change, Refusal::Conflict(Constraint::Reference)).await;
    assert_eq!(store.bulk(stray.id).await.unwrap(), None);
    let astray = Bulk { workspace_id: world.make.workspace().id, ..stray };
    refuse_one(
        &store,
        Change::Bulk(BulkChange::Stage(astray, Vec::new())),
        Refusal::Conflict(Constraint::Reference),
    )
    .await;
}

/// What is written down in parts is found by nobody before it is taken, and once by everybody.
pub async fn are_there_when_all_of_them_is(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (bulk, batches) = seed(&mut world);
    let add = |from: usize, to: usize| Change::Bulk(BulkChange::Add(bulk.id, batches[from..to].to_vec()));
    let take = || Change::Bulk(BulkChange::Take(bulk.id));
    for early in [add(0, 1), take()] {
        refuse_one(&store, early, Refusal::Stale).await;
    }
    accept(&store, [Change::Bulk(BulkChange::Stage(bulk.clone(), batches[..2].to_vec()))]).await;
    let again = Change::Bulk(BulkChange::Stage(bulk.clone(), Vec::new()));
    refuse_one(&store, again, Refusal::Conflict(Constraint::Identity)).await;
    refuse_one(&store, add(1, 2), Refusal::Conflict(Constraint::Identity)).await;
    let settled = Bulk { version: bulk.version.next(), ..bulk.clone() };
    accept(&store, [add(2, 5)]).await;
    assert_eq!(store.bulk(bulk.id).await.unwrap(), None);
    accept(&store, [add(5, 7), take()]).await;
    assert_eq!(store.bulk(bulk.id).await.unwrap(), Some(bulk.clone()));
    assert_eq!(store.bulk_batches(bulk.id, 0, 500).await.unwrap(), batches[..7]);
    for late in [add(7, 8), take()] {
        refuse_one(&store, late, Refusal::Stale).await;
    }
    accept(&store, [Change::Bulk(BulkChange::Settle(settled.clone(), batches[6].clone()))]).await;
    assert_eq!(store.bulk(bulk.id).await.unwrap(), Some(settled));
}

/// What is over is found by nobody any more, and its rows go from its end; what was never taken goes likewise.
pub async fn go_a_part_at_a_time(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (bulk, batches) = seed(&mut world);
    let done = at(1_795_000_000_000);
    let finished = Bulk { finished_at: Some(done), ..bulk.clone() };
    accept(&store, whole(&finished, &batches[..5])).await;
    let running = world.make.bulk(&world.workspace, bulk.created_by.clone());
    accept(&store, whole(&running, &[])).await;
    let staged = world.make.bulk(&world.workspace, bulk.created_by);
    accept(&store, [Change::Bulk(BulkChange::Stage(staged.clone(), Vec::new()))]).await;
    let results = Swept::BulkResults(world.workspace.id);
    let over = async |of, until| any_over(&store, of, until).await;
    assert!(!over(results, at(1_794_999_999_999)).await && over(results, done).await);
    assert!(!over(Swept::BulkResults(world.make.workspace().id), done).await);
    assert!(over(Swept::StagedBulks, staged.created_at).await && !over(Swept::StagedBulks, at(0)).await);

    accept(&store, [sweep(results, done)]).await;
    assert_eq!(store.bulk(finished.id).await.unwrap(), None);
    assert!(!over(results, done).await && over(Swept::StagedBulks, finished.created_at).await);
    let part = |limit| [Change::Sweep(Sweep { of: Swept::StagedBulks, until: staged.created_at, limit })];
    accept(&store, part(2)).await;
    assert_eq!(store.bulk_batches(finished.id, 0, 9).await.unwrap(), batches[..3]);
    accept(&store, part(2)).await;
    assert_eq!(store.bulk_batches(finished.id, 0, 9).await.unwrap(), batches[..1]);
    accept(&store, part(2)).await;
    assert_eq!(store.bulk_batches(finished.id, 0, 9).await.unwrap(), []);
    assert!(over(Swept::StagedBulks, staged.created_at).await, "there is the one that was never taken");
    // A bulk goes with the last of its batches, or after it.
    for _ in 0..2 {
        accept(&store, part(2)).await;
    }
    assert!(!over(Swept::StagedBulks, staged.created_at).await);
    assert_eq!(store.bulk(running.id).await.unwrap(), Some(running));
}

/// Invitations are found by many ids at once.
pub async fn find_invitations_by_their_ids(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let company = world.company.clone();
    let more: Vec<_> = (0..3).map(|_| world.make.bare_invitation(&company)).collect();
    accept(&store, more.iter().map(|one| Change::CreateInvitation(one.clone())).collect::<Vec<_>>()).await;
    let stranger = world.make.bare_invitation(&company).id;
    let ids = [more[2].id, stranger, more[0].id, more[2].id];
    assert_eq!(store.invitations_by_ids(&ids).await.unwrap(), [more[0].clone(), more[2].clone()]);
    assert_eq!(store.invitations_by_ids(&[]).await.unwrap(), []);
}

/// A batch is settled once, with the count of it, by one of those who try.
pub async fn are_settled_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (bulk, batches) = seed(&mut world);
    accept(&store, whole(&bulk, &batches)).await;
    let counts = BulkCounts { created: 1, duplicates: 2, failed: 3 };
    let (finished_at, version) = (Some(at(1_790_000_000_777)), Version::FIRST.next());
    let next = Bulk { counts, finished_at, version, ..bulk.clone() };
    let settled = BulkBatch { rows: batches[9].rows.clone(), ..batches[0].clone() };
    let nowhere = BulkBatch { number: 250, ..settled.clone() };
    refuse_one(&store, Change::Bulk(BulkChange::Settle(next.clone(), nowhere)), Refusal::Stale).await;
    refuse_one(&store, Change::Bulk(BulkChange::Settle(bulk.clone(), settled.clone())), Refusal::Stale).await;
    assert_eq!(store.bulk(bulk.id).await.unwrap(), Some(bulk.clone()));

    let tries = (0..8).map(|_| {
        let (store, change) =
            (Arc::clone(&store), Change::Bulk(BulkChange::Settle(next.clone(), settled.clone())));
        tokio::spawn(async move { store.commit(ChangeSet::new().with(change)).await })
    });
    let mut through = 0;
    for tried in tries.collect::<Vec<_>>() {
        match tried.await.unwrap() {
            Ok(()) => through += 1,
            Err(error) => assert_eq!(error.refusal(), Some(Refusal::Stale)),
        }
    }
    assert_eq!(through, 1);
    assert_eq!(store.bulk(bulk.id).await.unwrap(), Some(next));
    assert_eq!(store.bulk_batches(bulk.id, 0, 2).await.unwrap(), [settled, batches[1].clone()]);
}

/// A twin is alive, makes a connection, is of the workspace, and is found by either name once.
pub async fn find_the_live_ones_by_name(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (company, now) = (world.company.clone(), at(1_795_000_000_000));
    let list = || AllowList::new([AddressRule::Address(email("Mike"))]).unwrap();
    let called = || Some(ExternalId::parse("row 1").unwrap());
    let named = world.make.bare_invitation(&company);
    let named = Invitation { allowed: list(), external_id: called(), ..named };
    let called_only = Invitation { external_id: called(), ..world.make.bare_invitation(&company) };
    let expired = world.make.bare_invitation(&company);
    let expired = Invitation { allowed: list(), expires_at: Some(now), ..expired };
    let revoked = world.make.bare_invitation(&company);
    let revoked = Invitation { external_id: called(), revoked_at: Some(at(1)), ..revoked };
    let other = world.make.bare_invitation(&company);
    let all = [&named, &called_only, &expired, &revoked, &other];
    accept(&store, all.map(|one| Change::CreateInvitation(one.clone()))).await;

    let upper = email("MIKE");
    let names = InvitationNames {
        addresses: vec![upper, email("Nobody")],
        external_ids: called().into_iter().collect(),
    };
    let found = store.live_invitations_named(world.workspace.id, &names, now).await.unwrap();
    assert_eq!(found, [named.clone(), called_only]);
    let by_address = InvitationNames { external_ids: Vec::new(), ..names.clone() };
    assert_eq!(store.live_invitations_named(world.workspace.id, &by_address, now).await.unwrap(), [named]);
    let nothing = InvitationNames::default();
    assert_eq!(store.live_invitations_named(world.workspace.id, &nothing, now).await.unwrap(), []);
    let elsewhere = world.make.workspace().id;
    assert_eq!(store.live_invitations_named(elsewhere, &names, now).await.unwrap(), []);
}

/// Companies are found by many ids at once.
pub async fn find_companies_by_their_ids(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let more: Vec<_> = (0..3).map(|_| world.make.bare_company(&world.workspace)).collect();
    accept(&store, more.iter().map(|one| Change::CreateCompany(one.clone())).collect::<Vec<_>>()).await;
    let stranger = world.make.bare_company(&world.workspace).id;
    let ids = [more[2].id, stranger, more[0].id, more[2].id];
    let mut found = store.companies_by_ids(&ids).await.unwrap();
    found.sort_by_key(|one| one.id);
    assert_eq!(found, [more[0].clone(), more[2].clone()]);
    assert_eq!(store.companies_by_ids(&[]).await.unwrap(), []);
}
