//! Stopping: what is in hand is ended, and nothing else is begun.

use std::sync::atomic::Ordering;
use std::time::Duration;

use latchstring_dispatch::DispatchOptions;
use latchstring_service::outbox::{self, OutboxCounts};
use tokio::time::timeout;

use crate::common::{DUE, World, never_polling, pass};
use crate::waiting::Work;

#[tokio::test(start_paused = true)]
async fn t150_stopping_ends_what_is_in_hand_and_leaves_the_rest() {
    let work = Work::taking(Duration::from_secs(10));
    let world = World::new(work.clone()).await;
    for _ in 0..3 {
        world.promise().await;
    }
    let running = world.run(DispatchOptions { workers: 2, ..never_polling() });
    pass(DUE + Duration::from_secs(1)).await;
    let before = world.elapsed();

    running.stop().await;

    let took = world.elapsed() - before;
    assert!((Duration::from_secs(8)..Duration::from_secs(10)).contains(&took), "{took:?}");
    assert_eq!(work.begun.load(Ordering::SeqCst), 2);
    assert_eq!(work.ended.load(Ordering::SeqCst), 2);
    assert_eq!(world.counts().await, OutboxCounts { open: 1, parked: 0 });
    let rest = outbox::claim(&world.ls, Duration::from_secs(60), 10).await.unwrap();
    assert_eq!(rest.len(), 1, "what was not in hand is not leased");
    assert_eq!(rest[0].earlier_attempts, 0);
}

#[tokio::test(start_paused = true)]
async fn an_idle_loop_stops_at_once() {
    let world = World::new(Work::taking(Duration::ZERO)).await;
    let running = world.run(never_polling());
    pass(Duration::from_secs(1)).await;
    let before = world.elapsed();
    running.stop().await;
    assert_eq!(world.elapsed(), before);
}

#[tokio::test(start_paused = true)]
async fn a_loop_told_to_stop_before_it_ran_takes_nothing() {
    let world = World::new(Work::taking(Duration::ZERO)).await;
    world.promise().await;
    pass(DUE).await;
    let stop = tokio_util::sync::CancellationToken::new();
    stop.cancel();
    let dispatcher = latchstring_dispatch::Dispatcher::new(world.ls.clone(), DispatchOptions::default());
    timeout(Duration::from_secs(1), dispatcher.run(stop)).await.unwrap();
    assert_eq!(world.counts().await, OutboxCounts { open: 1, parked: 0 });
}

#[tokio::test(start_paused = true)]
async fn stopping_waits_for_hanging_work_no_longer_than_its_time_limit() {
    let work = Work::taking(Duration::from_secs(10_000));
    let world = World::new(work.clone()).await;
    world.promise().await;
    let options = never_polling();
    let running = world.run(options);
    pass(DUE + Duration::from_secs(1)).await;
    let before = world.elapsed();

    running.stop().await;

    assert!(world.elapsed() - before < options.time_limit);
    assert_eq!(work.ended.load(Ordering::SeqCst), 0);
    assert_eq!(world.counts().await, OutboxCounts { open: 1, parked: 0 }, "it was given back");
}
