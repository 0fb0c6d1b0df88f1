//! When the loop looks, and how much it does at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::DispatchOptions;
use latchstring_domain::id::ConnectionId;
use latchstring_service::outbox::{self, OutboxCounts};

use crate::common::{DUE, Script, World, never_polling, pass};

/// Work that takes so long, counted.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) takes: Duration,
    pub(crate) begun: AtomicUsize,
    pub(crate) ended: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
}

impl Work {
    pub(crate) fn taking(takes: Duration) -> Arc<Self> {
        Arc::new(Self { takes, ..Self::default() })
    }
}

#[async_trait]
impl Script for Work {
    async fn play(&self, _connection: ConnectionId) {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let at_once = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        self.ended.fetch_add(1, Ordering::SeqCst);
    }
}

const A_MOMENT: Duration = Duration::from_millis(50);

#[tokio::test(start_paused = true)]
async fn what_is_promised_is_done_when_it_falls_due_without_polling() {
    let work = Work::taking(Duration::ZERO);
    let world = World::new(work.clone()).await;
    let id = world.promise().await;
    let running = world.run(never_polling());

    pass(DUE - A_MOMENT).await;
    assert_eq!(work.begun.load(Ordering::SeqCst), 0);
    pass(2 * A_MOMENT).await;

    assert!(world.connected(id).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_ring_makes_the_loop_look_at_what_was_promised_since() {
    let work = Work::taking(Duration::ZERO);
    let world = World::new(work.clone()).await;
    let running = world.run(never_polling());
    pass(A_MOMENT).await;
    let id = world.promise().await;
    pass(DUE + A_MOMENT).await;
    assert!(!world.connected(id).await, "nobody said so, and it does not poll");

    running.waker.ring();
    running.waker.ring();
    pass(A_MOMENT).await;

    assert!(world.connected(id).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn without_a_ring_the_loop_looks_after_a_bounded_time() {
    let work = Work::taking(Duration::ZERO);
    let world = World::new(work.clone()).await;
    let options = DispatchOptions::default();
    let running = world.run(options);
    pass(A_MOMENT).await;
    let id = world.promise().await;

    pass(options.poll_at_most + A_MOMENT).await;

    assert!(world.connected(id).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn no_more_is_done_at_once_than_there_are_workers_and_no_more_is_claimed() {
    let work = Work::taking(Duration::from_secs(10));
    let world = World::new(work.clone()).await;
    for _ in 0..10 {
        world.promise().await;
    }
    let running = world.run(DispatchOptions { workers: 3, ..never_polling() });

    pass(DUE + Duration::from_secs(5)).await;
    assert_eq!(work.begun.load(Ordering::SeqCst), 3);
    let left = outbox::claim(&world.ls, Duration::from_secs(1), 100).await.unwrap();
    assert_eq!(left.len(), 7, "the rest is there for other processes");
    pass(Duration::from_secs(60)).await;
    running.waker.ring();
    pass(Duration::from_secs(60)).await;

    assert_eq!(work.ended.load(Ordering::SeqCst), 10);
    assert_eq!(work.most_at_once.load(Ordering::SeqCst), 3);
    assert_eq!(world.counts().await, OutboxCounts::default());
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn two_loops_share_the_work_and_none_of_it_is_done_twice() {
    let work = Work::taking(Duration::from_secs(1));
    let world = World::new(work.clone()).await;
    let mut promised = Vec::new();
    for _ in 0..20 {
        promised.push(world.promise().await);
    }
    let options = DispatchOptions { workers: 4, ..never_polling() };
    let (one, two) = (world.run(options), world.run(options));

    pass(DUE + Duration::from_secs(4)).await;

    assert_eq!(work.begun.load(Ordering::SeqCst), 20);
    assert_eq!(work.most_at_once.load(Ordering::SeqCst), 8);
    for id in promised {
        assert_eq!(world.moves(id).await, 1);
    }
    one.stop().await;
    two.stop().await;
}
