//! Work that fails, panics, hangs or loses its worker.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::DispatchOptions;
use latchstring_domain::id::ConnectionId;
use latchstring_service::outbox::{self, OutboxCounts};
use tokio::time::Instant;

use crate::common::{DUE, Script, World, never_polling, pass};

/// How a try ends.
#[derive(Clone, Copy)]
enum End {
    Well,
    Panic,
    Hang(Duration),
}

/// The tries at each connection's work end as written here, and well after that. `poison` panics always.
#[derive(Default)]
struct Play {
    ends: Mutex<Vec<End>>,
    poison: Mutex<Option<ConnectionId>>,
    tries: Mutex<Vec<(ConnectionId, Instant)>>,
}

impl Play {
    fn of(ends: &[End]) -> Arc<Self> {
        let ends = ends.iter().rev().copied().collect();
        Arc::new(Self { ends: Mutex::new(ends), ..Self::default() })
    }

    fn tries(&self, id: ConnectionId) -> Vec<Instant> {
        let tries = self.tries.lock().unwrap();
        tries.iter().filter(|(tried, _)| *tried == id).map(|(_, at)| *at).collect()
    }
}

#[async_trait]
impl Script for Play {
    async fn play(&self, connection: ConnectionId) {
        self.tries.lock().unwrap().push((connection, Instant::now()));
        let poisoned = *self.poison.lock().unwrap() == Some(connection);
        let end = if poisoned { End::Panic } else { self.ends.lock().unwrap().pop().unwrap_or(End::Well) };
        match end {
            End::Well => {}
            End::Panic => panic!("a handler with sandbox-password in its hands"),
            End::Hang(span) => tokio::time::sleep(span).await,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn t138_poison_is_parked_and_the_queue_goes_on() {
    let play = Arc::new(Play::default());
    let world = World::new(play.clone()).await;
    let poison = world.promise().await;
    *play.poison.lock().unwrap() = Some(poison);
    let good = [world.promise().await, world.promise().await];
    let options = DispatchOptions { workers: 1, max_attempts: 4, ..never_polling() };
    let running = world.run(options);

    pass(DUE + Duration::from_millis(100)).await;
    for id in good {
        assert!(world.connected(id).await, "it stood behind the poison");
    }
    pass(Duration::from_secs(600)).await;

    assert_eq!(play.tries(poison).len(), 4);
    assert_eq!(world.counts().await, OutboxCounts { open: 0, parked: 1 });
    assert_eq!(world.moves(poison).await, 0);
    let later = world.promise().await;
    running.waker.ring();
    pass(DUE + Duration::from_millis(100)).await;
    assert!(world.connected(later).await, "the loop itself is unharmed");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_tried_again_later_and_later() {
    let play = Play::of(&[End::Panic; 5]);
    let world = World::new(play.clone()).await;
    let id = world.promise().await;
    let running = world.run(never_polling());

    pass(Duration::from_secs(200)).await;

    assert!(world.connected(id).await);
    let tries = play.tries(id);
    let waits: Vec<f64> = tries.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect();
    assert_eq!(waits.len(), 5);
    for (wait, expected) in waits.iter().zip([2.0, 4.0, 8.0, 16.0, 32.0]) {
        let spread = wait / expected;
        assert!((0.74..=1.26).contains(&spread), "{waits:?}");
    }
    assert_eq!(world.moves(id).await, 1);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn work_that_hangs_counts_as_failed_and_is_begun_again() {
    let play = Play::of(&[End::Hang(Duration::from_secs(10_000))]);
    let world = World::new(play.clone()).await;
    let id = world.promise().await;
    let options = never_polling();
    let running = world.run(options);

    pass(DUE + options.time_limit - Duration::from_secs(1)).await;
    assert_eq!(play.tries(id).len(), 1);
    pass(Duration::from_secs(10)).await;

    assert_eq!(play.tries(id).len(), 2);
    assert!(world.connected(id).await);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t136_a_worker_that_is_late_changes_nothing_after_another_took_over() {
    let play = Play::of(&[End::Hang(Duration::from_secs(40))]);
    let world = World::new(play.clone()).await;
    let id = world.promise().await;
    let options = DispatchOptions {
        lease: Duration::from_secs(10),
        time_limit: Duration::from_secs(100),
        poll_at_most: Duration::from_secs(1),
        ..DispatchOptions::default()
    };
    let (slow, fast) = (world.run(options), world.run(options));

    pass(DUE + Duration::from_secs(15)).await;
    assert!(world.connected(id).await, "the other one has done it, {:?} in", world.elapsed());
    pass(Duration::from_secs(60)).await;

    assert_eq!(play.tries(id).len(), 2);
    assert_eq!(world.moves(id).await, 1);
    assert_eq!(world.counts().await, OutboxCounts::default());
    slow.stop().await;
    fast.stop().await;
}

#[tokio::test(start_paused = true)]
async fn t138_work_whose_workers_never_came_back_is_parked_and_not_begun_again() {
    let play = Arc::new(Play::default());
    let world = World::new(play.clone()).await;
    let id = world.promise().await;
    let lease = Duration::from_secs(60);
    pass(DUE).await;
    for _ in 0..3 {
        // A process that claims and is gone.
        assert_eq!(outbox::claim(&world.ls, lease, 1).await.unwrap().len(), 1);
        pass(lease).await;
    }

    let running = world.run(DispatchOptions { max_attempts: 3, ..never_polling() });
    pass(Duration::from_secs(1)).await;

    assert_eq!(world.counts().await, OutboxCounts { open: 0, parked: 1 });
    assert_eq!(play.tries(id), []);
    running.stop().await;
}
