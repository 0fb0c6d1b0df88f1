//! Promised work: what it comes to, and that it is done once.

use std::time::Duration;

use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::EventKind;
use latchstring_domain::event::Subject;
use latchstring_domain::flow_session::FLOW_LIFETIME;
use latchstring_domain::outbox::Task;
use latchstring_service::invitation;
use latchstring_service::outbox::{self, ClaimedEntry, OutboxCounts, Performed};
use latchstring_storage::{Change, Connections as _, FlowSessions as _};

use crate::harness::{Fault, World};

const LEASE: Duration = Duration::from_secs(60);

async fn claim(world: &World) -> Vec<ClaimedEntry> {
    outbox::claim(&world.ls, LEASE, 10).await.unwrap()
}

async fn claim_one(world: &World) -> ClaimedEntry {
    let mut claimed = claim(world).await;
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    claimed.remove(0)
}

async fn expired_times(world: &World, link: latchstring_domain::id::InvitationId) -> usize {
    world.story(link).await.iter().filter(|kind| **kind == EventKind::Expired).count()
}

#[tokio::test]
async fn a_sandbox_connection_becomes_connected_with_accounts() {
    let world = World::new().await;
    let id = world.connected().await.connection_id;
    assert_eq!(world.work().await, 0, "it is seen pending first");

    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.work().await, 1);

    let connection = world.store.connection(id).await.unwrap().unwrap();
    assert_eq!(connection.status, ConnectionStatus::Connected);
    assert!(!connection.accounts.is_empty());
    let told = world.kinds(Subject::Connection(id)).await;
    assert_eq!(told, [EventKind::ConnectionCreated, EventKind::ConnectionStatusChanged]);
}

#[tokio::test]
async fn a_sandbox_connection_that_expires_later_does() {
    let world = World::new().await;
    let id = world.connected_as("sandbox-later-expired").await.connection_id;
    let status = async || world.store.connection(id).await.unwrap().unwrap().status;

    world.clock.advance(Duration::from_secs(5));
    world.work().await;
    assert_eq!(status().await, ConnectionStatus::Connected);
    world.clock.advance(Duration::from_secs(60));
    world.work().await;
    assert_eq!(status().await, ConnectionStatus::MfaTokenExpired);
    assert_eq!(world.work().await, 0);
}

#[tokio::test]
async fn an_expiry_is_written_down_once() {
    let world = World::new().await;
    let link = world.invite(None, Some(60)).await.invitation.id;
    world.clock.advance(Duration::from_millis(59_999));
    assert_eq!(world.work().await, 0);
    world.clock.advance(Duration::from_millis(1));
    assert_eq!(world.work().await, 1);
    assert_eq!(expired_times(&world, link).await, 1);
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.work().await, 0);
    assert_eq!(expired_times(&world, link).await, 1);
}

#[tokio::test]
async fn a_link_that_was_revoked_or_used_up_before_does_not_expire() {
    let world = World::new().await;
    let revoked = world.invite(None, Some(60)).await.invitation.id;
    invitation::revoke(&world.ls, &world.caller, revoked).await.unwrap();
    let used_up = world.invite(Some(1), Some(60)).await;
    let pass = world.ready(&used_up).await;
    world.submit(&pass).await.unwrap();

    world.clock.advance(Duration::from_secs(60));
    world.work().await;

    assert_eq!(expired_times(&world, revoked).await, 0);
    assert_eq!(expired_times(&world, used_up.invitation.id).await, 0);
}

#[tokio::test]
async fn t136_a_worker_that_lost_its_lease_changes_nothing() {
    let world = World::new().await;
    let link = world.invite(None, Some(60)).await.invitation.id;
    world.clock.advance(LEASE);
    let slow = claim_one(&world).await;
    assert_eq!(claim(&world).await, [], "it is this worker's alone");
    world.clock.advance(LEASE);
    let fast = claim_one(&world).await;
    assert_eq!(fast.earlier_attempts, 1);

    assert_eq!(outbox::perform(&world.ls, &slow).await.unwrap(), Performed::LeaseLost);
    assert_eq!(expired_times(&world, link).await, 0);
    outbox::park(&world.ls, &slow, "too late").await.unwrap();
    outbox::retry_at(&world.ls, &slow, world.now()).await.unwrap();
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts { open: 1, parked: 0 });

    assert_eq!(outbox::perform(&world.ls, &fast).await.unwrap(), Performed::Done);
    assert_eq!(outbox::perform(&world.ls, &slow).await.unwrap(), Performed::LeaseLost);
    assert_eq!(outbox::perform(&world.ls, &fast).await.unwrap(), Performed::LeaseLost);
    assert_eq!(expired_times(&world, link).await, 1);
}

#[tokio::test]
async fn t136_two_workers_that_race_over_a_lost_lease_do_the_work_once() {
    for _ in 0..20 {
        let world = World::new().await;
        let id = world.connected().await.connection_id;
        world.clock.advance(LEASE);
        let first = claim_one(&world).await;
        world.clock.advance(LEASE);
        let second = claim_one(&world).await;

        let (a, b) = tokio::join!(outbox::perform(&world.ls, &first), outbox::perform(&world.ls, &second));

        assert_eq!((a.unwrap(), b.unwrap()), (Performed::LeaseLost, Performed::Done));
        let told = world.kinds(Subject::Connection(id)).await;
        assert_eq!(told, [EventKind::ConnectionCreated, EventKind::ConnectionStatusChanged]);
    }
}

#[tokio::test]
async fn t133_work_and_its_end_are_one_commit() {
    let world = World::new().await;
    let id = world.connected().await.connection_id;
    world.clock.advance(Duration::from_secs(10));
    let claimed = claim_one(&world).await;
    let before = world.snapshot().await;
    for place in 0..=4 {
        world.store.fail_next(Fault::At(place));
        outbox::perform(&world.ls, &claimed).await.unwrap_err();
        assert_eq!(world.snapshot().await, before, "failing at {place} left something behind");
    }
    // The answer gets lost: the work is done, and doing it again is refused.
    world.store.fail_next(Fault::AnswerLost);
    outbox::perform(&world.ls, &claimed).await.unwrap_err();
    assert_eq!(outbox::perform(&world.ls, &claimed).await.unwrap(), Performed::LeaseLost);
    let told = world.kinds(Subject::Connection(id)).await;
    assert_eq!(told, [EventKind::ConnectionCreated, EventKind::ConnectionStatusChanged]);
}

#[tokio::test]
async fn work_given_back_comes_when_it_should_and_parked_work_stays() {
    let world = World::new().await;
    world.invite(None, Some(60)).await;
    world.clock.advance(LEASE);
    let claimed = claim_one(&world).await;
    assert_eq!(outbox::next_due(&world.ls, outbox::Lane::Work).await.unwrap(), None);
    let later = world.now().saturating_add(Duration::from_secs(30));
    outbox::retry_at(&world.ls, &claimed, later).await.unwrap();
    assert_eq!(outbox::next_due(&world.ls, outbox::Lane::Work).await.unwrap(), Some(later));
    assert_eq!(claim(&world).await, []);
    world.clock.advance(Duration::from_secs(30));
    let again = claim_one(&world).await;
    assert_eq!(again.earlier_attempts, 1);
    outbox::park(&world.ls, &again, "storage").await.unwrap();
    world.clock.advance(FLOW_LIFETIME);
    assert_eq!(claim(&world).await, []);
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts { open: 0, parked: 1 });
}

#[tokio::test]
async fn a_session_that_somebody_asks_to_forget_too_early_is_forgotten_at_its_time() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready(&invitation).await;
    let early = latchstring_domain::outbox::OutboxEntry {
        id: latchstring_domain::id::OutboxId::from_uuid(uuid::Uuid::from_u128(1)),
        workspace_id: world.workspace.id,
        task: Task::ForgetFlowSession(pass.session_id()),
        run_at: world.now(),
        created_at: world.now(),
    };
    world.write(Change::Enqueue(early)).await;
    assert_eq!(world.work().await, 1);
    assert!(world.store.flow_session(pass.session_id()).await.unwrap().is_some());
    world.clock.advance(FLOW_LIFETIME);
    assert_eq!(world.work().await, 2);
    assert!(world.store.flow_session(pass.session_id()).await.unwrap().is_none());
}
