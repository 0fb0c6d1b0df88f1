//! What is taken away when its time is over, and for how long each workspace keeps what.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::FlowState;
use latchstring_domain::webhook::Message;
use latchstring_domain::workspace::Workspace;
use latchstring_service::retention::{self, Kept, KeptDays, Retention};
use latchstring_service::workspace::{self, WorkspaceChanges};
use latchstring_service::{Caller, Failure};
use latchstring_storage::{Change, FlowSessions as _, MessageRange, Swept, Webhooks as _};
use latchstring_storage_testing::fixture::Maker;

use crate::harness::{Fault, World, new_workspace, origin};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn keeps(world: &World, caller: &Caller, kept: Kept, days: Option<u64>) {
    let days = days.map(|days| KeptDays::new(kept, days).unwrap());
    let wish = WorkspaceChanges { retention: [(kept, days)].into(), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, caller, wish).await.unwrap();
}

/// What a sweep has taken away, in order.
async fn swept(world: &World) -> Vec<Swept> {
    world.store.take_committed();
    retention::sweep(&world.ls).await.unwrap();
    let sets = world.store.take_committed();
    let sweep = |change: &Change| match change {
        Change::Sweep(sweep) => Some(sweep.of),
        _ => None,
    };
    sets.iter().flat_map(|set| set.changes()).filter_map(sweep).collect()
}

/// A webhook of now.
async fn write(world: &World, make: &mut Maker, workspace: &Workspace) {
    let message = Message { created_at: world.now(), ..make.message(workspace) };
    world.write(Change::CreateMessage(message)).await;
}

async fn webhooks(world: &World, workspace: &Workspace) -> usize {
    let (from, until) = (Timestamp::EPOCH, Timestamp::MAX);
    let range = MessageRange { workspace: workspace.id, from, until };
    world.store.messages(&range, None, 9).await.unwrap().len()
}

#[tokio::test]
async fn a_workspace_keeps_for_as_long_as_it_says_then_the_operator_then_as_is_usual() {
    let (mut world, mut make) = (World::new().await, Maker::default());
    let other = new_workspace(&world.ls, "Other").await;
    let theirs = Caller::operator(other.id, "olivia", origin(9));
    let (ours, others) = (Swept::Webhooks(world.workspace.id), Swept::Webhooks(other.id));
    let workspace = world.workspace.clone();
    keeps(&world, &theirs, Kept::Webhooks, Some(7)).await;
    for workspace in [&workspace, &other] {
        write(&world, &mut make, workspace).await;
    }
    world.clock.advance(DAY * 7);
    assert_eq!(swept(&world).await, [others], "its own word comes first");
    world.clock.advance(DAY * 3);
    let mut operators = Retention::default();
    operators.set(Kept::Webhooks, KeptDays::new(Kept::Webhooks, 10).ok());
    world.ls = world.ls.clone().with_retention(&operators);
    assert_eq!(swept(&world).await, [ours], "then the operator's");
    write(&world, &mut make, &other).await;
    keeps(&world, &theirs, Kept::Webhooks, None).await;
    world.clock.advance(DAY * 7);
    assert_eq!(swept(&world).await, []);
    world.clock.advance(DAY * 3);
    assert_eq!(swept(&world).await, [others], "its word taken back");
    assert_eq!([webhooks(&world, &workspace).await, webhooks(&world, &other).await], [0, 0]);
}

/// T172: what a recipient typed is gone with the session's time, although the work that would have ended the session was lost.
#[tokio::test]
async fn t172_what_was_typed_goes_though_the_work_that_ends_the_session_is_lost() {
    let world = World::new().await;
    let view = world.invite(None, None).await;
    let pass = world.ready(&view).await;
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert!(matches!(session.state, FlowState::SitesChosen { .. }), "it holds credentials");
    world.clock.advance(session.expires_at.since(world.now()) - Duration::from_millis(1));
    assert!(!swept(&world).await.contains(&Swept::FlowSessions));
    assert!(world.store.flow_session(session.id).await.unwrap().is_some());
    world.clock.advance(Duration::from_millis(1));
    assert!(swept(&world).await.contains(&Swept::FlowSessions));
    assert_eq!(world.store.flow_session(session.id).await.unwrap(), None);
}

#[tokio::test]
async fn what_cannot_be_swept_holds_up_nothing_that_comes_after_it() {
    let world = World::new().await;
    let view = world.invite(None, None).await;
    world.ready(&view).await;
    let workspace = world.workspace.clone();
    write(&world, &mut Maker::default(), &workspace).await;
    world.clock.advance(DAY * 31);
    world.store.fail_after(0, Fault::Unavailable);
    assert!(matches!(retention::sweep(&world.ls).await, Err(Failure::Storage(_))));
    assert_eq!(webhooks(&world, &workspace).await, 0, "what failed came before it");
}

#[tokio::test]
async fn one_of_all_has_the_turn() {
    let world = World::new().await;
    let turn = async || retention::take_turn(&world.ls, Duration::from_secs(54 * 60)).await.unwrap();
    assert_eq!([turn().await, turn().await], [true, false]);
    world.clock.advance(Duration::from_secs(54 * 60) - Duration::from_millis(1));
    assert!(!turn().await);
    world.clock.advance(Duration::from_millis(1));
    assert_eq!([turn().await, turn().await], [true, false]);
}
