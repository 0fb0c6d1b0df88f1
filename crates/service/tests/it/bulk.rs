//! Many invitations asked for at once.

use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::bulk::{BATCH, BulkCounts, BulkFailure, BulkRowState, BulkStatus, Twin};
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{CompanyId, InvitationId};
use latchstring_domain::text::ExternalId;
use latchstring_service::bulk::{self, Asked, BulkError, BulkReport};
use latchstring_service::invitation::{self, CreateContributorError, InvitationTerms};
use latchstring_service::outbox::{self, ClaimedEntry, Performed};
use latchstring_service::ports::Clock as _;
use latchstring_service::{Caller, Failure, Thing, company, retention};
use latchstring_storage::{
    BulkChange, Bulks as _, Change, Companies as _, InvitationFilter, Invitations as _, Sweep, Sweeps as _,
    Swept,
};
use secrecy::ExposeSecret as _;

use crate::atomicity::fails_whole;
use crate::harness::{Fault, World, new_company, terms};

const LEASE: Duration = Duration::from_secs(60);

fn to(address: &str) -> InvitationTerms {
    let allowed = AllowList::new([AddressRule::parse(address).unwrap()]).unwrap();
    InvitationTerms { allowed, ..terms(Some(1), None) }
}

fn called(id: &str) -> InvitationTerms {
    InvitationTerms { external_id: Some(ExternalId::parse(id).unwrap()), ..terms(Some(1), None) }
}

fn asked(world: &World, rows: impl IntoIterator<Item = InvitationTerms>) -> Vec<Asked> {
    let rows = (2..).zip(rows);
    rows.map(|(line, terms)| Asked { line: Some(line), wish: world.wish(terms) }).collect()
}

fn many(world: &World, count: u32) -> Vec<Asked> {
    asked(world, (0..count).map(|number| to(&format!("mike{number}@example.org"))))
}

async fn ask(world: &World, rows: Vec<Asked>) -> BulkReport {
    bulk::ask(&world.ls, &world.caller, rows, false).await.unwrap()
}

async fn states(world: &World, report: &BulkReport) -> Vec<BulkRowState> {
    let view = bulk::get(&world.ls, &world.caller, report.bulk.id, 0).await.unwrap();
    view.rows.into_iter().map(|one| one.row.state).collect()
}

async fn invitations(world: &World) -> u64 {
    world.store.count_invitations(&InvitationFilter::all(world.workspace.id)).await.unwrap()
}

async fn claim(world: &World) -> ClaimedEntry {
    let mut claimed = outbox::claim(&world.ls, LEASE, 10).await.unwrap();
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    claimed.remove(0)
}

#[tokio::test]
async fn rows_are_made_a_batch_at_a_time() {
    let world = World::new().await;
    let rows = BATCH * 2 + 3;
    let report = ask(&world, many(&world, rows)).await;
    assert_eq!((report.bulk.status(), report.bulk.total), (BulkStatus::Running, rows));
    assert_eq!(invitations(&world).await, 0);
    for (batch, created) in [(1, BATCH), (2, BATCH * 2), (3, rows)] {
        let entry = claim(&world).await;
        assert_eq!(outbox::perform(&world.ls, &entry).await.unwrap(), Performed::Done);
        let bulk = world.store.bulk(report.bulk.id).await.unwrap().unwrap();
        assert_eq!((bulk.counts.created, bulk.next_batch), (created, batch));
        assert_eq!(bulk.finished_at.is_some(), batch == 3);
        assert_eq!(invitations(&world).await, u64::from(created));
    }
    assert_eq!(world.work().await, 0);
    let view = bulk::get(&world.ls, &world.caller, report.bulk.id, 41).await.unwrap();
    let [row, last] = view.rows.as_slice() else { panic!("{view:?}") };
    assert_eq!((row.place, last.place, view.next_row), (41, 42, None));
    assert_eq!((row.row.line, last.row.line), (Some(43), Some(44)));
    let BulkRowState::Created(id) = row.row.state else { panic!("{row:?}") };
    let made = invitation::get(&world.ls, &world.caller, id).await.unwrap();
    assert_eq!(made.view.invitation.allowed, to("mike41@example.org").allowed);
    assert_eq!(made.view.invitation.created_by, *world.caller.actor());
    let link = made.view.url.unwrap();
    assert_eq!(
        row.url.as_ref().unwrap().expose_secret(),
        link.expose_secret(),
        "its link is that of any other"
    );
}

#[tokio::test]
async fn t133_t155_rows_are_taken_and_made_whole_or_not_at_all() {
    let world = World::new().await;
    let taken = fails_whole(&world, async || {
        bulk::ask(&world.ls, &world.caller, many(&world, 1), false).await.is_ok()
    });
    assert_eq!(taken.await, ["StageBulk", "TakeBulk", "Enqueue"]);
    let entry = claim(&world).await;
    let made = fails_whole(&world, async || outbox::perform(&world.ls, &entry).await.is_ok());
    assert_eq!(made.await, ["Complete", "SettleBulk", "CreateInvitation", "AppendEvent", "Announce"]);
}

/// What each commit writes down is bounded, whatever the number of rows, and so is how long it holds the one writer of
/// SQLite. What was written down and not taken is found by nobody, and swept away after a day.
#[tokio::test]
async fn t133_ten_thousand_rows_are_written_a_part_at_a_time() {
    let world = World::new().await;
    world.store.take_committed();
    world.store.fail_after(7, Fault::Unavailable);
    bulk::ask(&world.ls, &world.caller, many(&world, 10_000), false).await.unwrap_err();
    assert_eq!(world.store.take_committed().len(), 7);
    let report = ask(&world, many(&world, 10_000)).await;
    let rows = |change: &Change| match change {
        Change::Bulk(BulkChange::Stage(_, batches) | BulkChange::Add(_, batches)) => {
            batches.iter().map(|batch| batch.rows.len()).sum()
        }
        _ => 0,
    };
    let committed = world.store.take_committed();
    let written: Vec<usize> = committed.iter().map(|set| set.changes().iter().map(rows).sum()).collect();
    assert_eq!(written, [500; 20]);
    world.clock.advance(Duration::from_secs(25 * 60 * 60));
    let staged = async || {
        let sweep = Sweep { of: Swept::StagedBulks, until: world.clock.now(), limit: 1 };
        world.store.any_over(&sweep).await.unwrap()
    };
    assert!(staged().await);
    retention::sweep(&world.ls).await.unwrap();
    assert!(!staged().await);
    bulk::progress(&world.ls, &world.caller, report.bulk.id).await.unwrap();
}

/// What was taken stays until it was done for a month; then it goes a part at a time, and what was made of it stays.
#[tokio::test]
async fn results_are_forgotten_a_part_at_a_time() {
    let world = World::new().await;
    let rows = BATCH * 120;
    let report = ask(&world, many(&world, rows)).await;
    let (ls, caller, id) = (&world.ls, &world.caller, report.bulk.id);
    while bulk::advance(ls, caller, id).await.unwrap().finished_at.is_none() {}
    world.clock.advance(Duration::from_secs(30 * 24 * 3600) - Duration::from_millis(1));
    retention::sweep(ls).await.unwrap();
    assert_eq!(bulk::get(ls, caller, id, 0).await.unwrap().rows.len(), 500, "kept to the last day");
    world.clock.advance(Duration::from_millis(1));
    world.store.take_committed();
    retention::sweep(ls).await.unwrap();
    let gone = world.store.take_committed();
    let gone = gone.iter().flat_map(|set| set.changes().iter()).filter_map(|change| match change {
        Change::Sweep(sweep) => Some(sweep.of),
        _ => None,
    });
    let hidden = Swept::BulkResults(world.workspace.id);
    let parts = [hidden].into_iter().chain([Swept::StagedBulks; 4]);
    assert_eq!(gone.collect::<Vec<_>>(), parts.collect::<Vec<_>>());
    let refused = bulk::get(ls, caller, id, 0).await.unwrap_err();
    assert!(matches!(refused, Failure::NotFound(Thing::Bulk)), "{refused:?}");
    assert_eq!(invitations(&world).await, u64::from(rows), "what was made of it stays");
}

/// Whoever stands by makes batches beside the workers, and no row twice; what they leave is done by the workers.
#[tokio::test]
async fn t136_a_bulk_is_made_by_whoever_is_at_it() {
    let world = World::new().await;
    let rows = BATCH * 4 + 1;
    let report = ask(&world, many(&world, rows)).await;
    let (ls, caller, id) = (&world.ls, &world.caller, report.bulk.id);
    assert_eq!(bulk::advance(ls, caller, id).await.unwrap().counts.created, BATCH);
    let entry = claim(&world).await;
    let (worker, standing_by) = tokio::join!(outbox::perform(ls, &entry), bulk::advance(ls, caller, id));
    assert_eq!(worker.unwrap(), Performed::Done);
    standing_by.unwrap();
    world.work().await;
    let done = bulk::advance(ls, caller, id).await.unwrap();
    assert_eq!((done.status(), done.counts.created), (BulkStatus::Done, rows));
    assert_eq!(invitations(&world).await, u64::from(rows));
    let stranger: Caller = crate::rights::other_workspace(&world).await;
    let refused = bulk::advance(ls, &stranger, id).await.unwrap_err();
    assert!(matches!(refused, Failure::NotFound(Thing::Bulk)), "{refused:?}");
}

/// Links are for those who may see links, and that they saw those of a bulk is told once an hour.
#[tokio::test]
async fn t012_the_links_of_a_bulk_are_shown_to_those_who_may_see_links() {
    let world = World::new().await;
    let report = ask(&world, many(&world, 3)).await;
    world.work().await;
    let get = async |caller: &Caller| bulk::get(&world.ls, caller, report.bulk.id, 0).await.unwrap();
    let reveals = async || {
        let told = world.events(Subject::Workspace(world.workspace.id)).await;
        told.into_iter().filter(|event| event.body.kind == EventKind::LinksRevealed).collect::<Vec<_>>()
    };
    let blind = crate::rights::caller_with(&world, [Scope::InvitationsRead]).await;
    assert!(get(&blind).await.rows.iter().all(|row| row.url.is_none()));
    assert_eq!(reveals().await, []);
    for _ in 0..2 {
        assert!(get(&world.caller).await.rows.iter().all(|row| row.url.is_some()));
        let [event] = <[_; 1]>::try_from(reveals().await).unwrap();
        assert_eq!(event.body.data, EventData::none().with("bulkId", report.bulk.id.to_string()));
    }
}

/// Killed after each commit and within each, by a worker that never comes back: the next goes on where it was.
#[tokio::test]
async fn t136_what_was_interrupted_goes_on_and_makes_nothing_twice() {
    let world = World::new().await;
    let rows = BATCH * 2 + 1;
    let report = ask(&world, many(&world, rows)).await;
    for _ in 0..3 {
        let lost = claim(&world).await;
        world.store.fail_next(Fault::At(7));
        outbox::perform(&world.ls, &lost).await.unwrap_err();
        world.clock.advance(LEASE);
        let next = claim(&world).await;
        world.store.fail_next(Fault::AnswerLost);
        outbox::perform(&world.ls, &next).await.unwrap_err();
        for late in [&lost, &next] {
            assert_eq!(outbox::perform(&world.ls, late).await.unwrap(), Performed::LeaseLost);
        }
    }
    assert_eq!(invitations(&world).await, u64::from(rows));
    let bulk = world.store.bulk(report.bulk.id).await.unwrap().unwrap();
    assert_eq!(bulk.counts, BulkCounts { created: rows, ..BulkCounts::default() });
    assert_eq!(bulk.status(), BulkStatus::Done);
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_and_writes_nothing() {
    let world = World::new().await;
    let rows = || asked(&world, [to("mike@example.org"), to("Mike@Example.org")]);
    let before = world.snapshot().await;
    let report = bulk::ask(&world.ls, &world.caller, rows(), true).await.unwrap();
    assert_eq!(report.bulk.counts.duplicates, 1);
    assert_eq!(report.rows[1].state, BulkRowState::Duplicate(Twin::Row(0)));
    assert_eq!(world.snapshot().await, before);
    assert_eq!(world.store.bulk(report.bulk.id).await.unwrap(), None);
    assert_eq!(world.work().await, 0);
}

#[tokio::test]
async fn any_mistake_refuses_all_and_each_is_named() {
    let world = World::new().await;
    let mut rows = many(&world, 4);
    rows[1].wish.company_id = CompanyId::from_uuid(world.provider.id.as_uuid());
    rows[3].wish.terms = InvitationTerms { send_email: true, ..terms(None, None) };
    let before = world.snapshot().await;
    let refused = bulk::ask(&world.ls, &world.caller, rows, false).await.unwrap_err();
    let BulkError::Rows(refused) = refused else { panic!("{refused:?}") };
    let [company, mail] = refused.as_slice() else { panic!("{refused:?}") };
    let gone = CreateContributorError::Failed(Failure::NotFound(Thing::Company)).to_string();
    assert_eq!((company.row, company.error.to_string()), (1, gone));
    assert_eq!(mail.row, 3);
    assert!(matches!(mail.error, CreateContributorError::Mail(_)), "{mail:?}");
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn t062_a_row_of_which_there_is_one_is_passed_over() {
    let world = World::new().await;
    let live = |terms| async {
        invitation::create_contributor(&world.ls, &world.caller, world.wish(terms))
            .await
            .unwrap()
            .invitation
            .id
    };
    let (by_address, by_id) = (live(to("mike@example.org")).await, live(called("1")).await);
    let over = live(to("over@example.org")).await;
    invitation::revoke(&world.ls, &world.caller, over).await.unwrap();
    let mut rows = asked(
        &world,
        [
            to("MIKE@example.org"),
            called("1"),
            to("over@example.org"),
            InvitationTerms { external_id: called("2").external_id, ..to("mike@example.org") },
            called("2"),
            terms(None, None),
            terms(None, None),
            to("mike@example.org"),
        ],
    );
    let other = new_company(&world.ls, &world.caller, "Other").await;
    rows[7].wish.company_id = other.id;
    let report = ask(&world, rows.clone()).await;
    let twin = |id: InvitationId| BulkRowState::Duplicate(Twin::Invitation(id));
    world.work().await;
    let made = states(&world, &report).await;
    assert_eq!(made[..2], [twin(by_address), twin(by_id)]);
    assert_eq!(made[4], BulkRowState::Duplicate(Twin::Row(3)));
    for row in [2, 3, 5, 6, 7] {
        assert!(matches!(made[row], BulkRowState::Created(_)), "{row}: {made:?}");
    }
    // The same file again makes only what is told from others by nothing.
    let again = ask(&world, rows).await;
    assert_eq!(again.bulk.counts.duplicates, 6);
}

#[tokio::test]
async fn what_has_changed_since_is_decided_anew() {
    let world = World::new().await;
    let doomed = new_company(&world.ls, &world.caller, "Doomed").await;
    let mut rows = many(&world, 3);
    rows[0].wish.company_id = doomed.id;
    let report = ask(&world, rows).await;
    let row = world.store.company(doomed.id).await.unwrap().unwrap();
    company::delete(&world.ls, &world.caller, row.id).await.unwrap();
    let wish = world.wish(to("mike1@example.org"));
    let meanwhile = invitation::create_contributor(&world.ls, &world.caller, wish).await.unwrap();
    world.work().await;
    let states = states(&world, &report).await;
    assert_eq!(states[0], BulkRowState::Failed(BulkFailure::CompanyGone));
    assert_eq!(states[1], BulkRowState::Duplicate(Twin::Invitation(meanwhile.invitation.id)));
    assert!(matches!(states[2], BulkRowState::Created(_)), "{states:?}");
}

#[tokio::test]
async fn a_bulk_is_its_workspaces_own() {
    let world = World::new().await;
    let report = ask(&world, many(&world, 1)).await;
    let stranger: Caller = crate::rights::other_workspace(&world).await;
    let refused = bulk::get(&world.ls, &stranger, report.bulk.id, 0).await.unwrap_err();
    assert!(matches!(refused, Failure::NotFound(Thing::Bulk)), "{refused:?}");
    let theirs = new_company(&world.ls, &stranger, "Fremde GmbH").await;
    let mut rows = many(&world, 2);
    rows[1].wish.company_id = theirs.id;
    let refused = bulk::ask(&world.ls, &world.caller, rows, false).await.unwrap_err();
    assert!(matches!(&refused, BulkError::Rows(rows) if rows.len() == 1), "{refused:?}");
    assert_eq!(world.denials().await.len(), 1);
}
