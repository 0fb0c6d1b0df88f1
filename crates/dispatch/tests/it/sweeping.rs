//! What is over is taken away in the course of the work, by one of all that work.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::DispatchOptions;
use latchstring_domain::id::ConnectionId;
use latchstring_service::retention::{self, Kept, KeptDays};
use latchstring_service::workspace::{self, WorkspaceChanges};

use crate::common::{Script, World, never_polling, pass};

const HOUR: Duration = Duration::from_secs(3600);

/// Work that comes to nothing.
struct Poison;

#[async_trait]
impl Script for Poison {
    async fn play(&self, _: ConnectionId) {
        panic!("poison");
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_given_up_goes_when_the_workspace_says_so_and_its_events_stay() {
    let world = World::new(Arc::new(Poison)).await;
    let id = world.promise().await;
    let running = world.run(DispatchOptions { max_attempts: 2, ..never_polling() });
    pass(HOUR).await;
    assert_eq!(world.counts().await.parked, 1);
    pass(HOUR * 24 * 40).await;
    assert_eq!(world.counts().await.parked, 1, "it waits for somebody unless it is said otherwise");

    let days = KeptDays::new(Kept::DeadLetters, 41).ok();
    let wish =
        WorkspaceChanges { retention: [(Kept::DeadLetters, days)].into(), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
    pass(HOUR * 12).await;
    assert_eq!(world.counts().await.parked, 1);
    pass(HOUR * 14).await;
    assert_eq!(world.counts().await.parked, 0);
    running.stop().await;
    let events = latchstring_service::connection::events(&world.ls, &world.caller, id).await.unwrap();
    assert!(!events.is_empty());
}

#[tokio::test(start_paused = true)]
async fn of_several_that_work_one_sweeps_and_another_follows_it() {
    let world = World::new(Arc::new(Poison)).await;
    let loops = [world.run(never_polling()), world.run(never_polling())];
    pass(Duration::from_secs(1)).await;
    // Whoever it was has the turn for nine tenths of an hour.
    let span = HOUR.mul_f64(0.9);
    assert!(!retention::take_turn(&world.ls, span).await.unwrap());
    let [first, second] = loops;
    first.stop().await;
    pass(HOUR + Duration::from_secs(60)).await;
    assert!(!retention::take_turn(&world.ls, span).await.unwrap(), "the one that is left has swept");
    second.stop().await;
    pass(HOUR).await;
    assert!(retention::take_turn(&world.ls, span).await.unwrap(), "nobody sweeps any more");
}
