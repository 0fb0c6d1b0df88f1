//! The queue over groups that do as they are told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use latchstring_storage::{CommitError, Refusal, StorageError, StorageErrorKind};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

use super::queue::{Groups, Outcome, Queue, WAITING};

/// What a set asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Applied,
    Refused,
    Large,
    Failing,
    Panicking,
}

/// Commits a group for each permit.
struct Told {
    may: Semaphore,
    began: mpsc::UnboundedSender<Vec<Wish>>,
    committed: AtomicUsize,
}

impl Groups for std::sync::Arc<Told> {
    type Set = Wish;

    fn size(set: &Wish) -> usize {
        if *set == Wish::Large { 500 } else { 1 }
    }

    async fn commit(&self, group: Vec<Wish>) -> Result<Vec<Outcome>, StorageError> {
        self.began.send(group.clone()).unwrap();
        self.may.acquire().await.unwrap().forget();
        assert!(!group.contains(&Wish::Panicking), "told to");
        if group.contains(&Wish::Failing) {
            return Err(StorageError::defect("the disk is gone"));
        }
        self.committed.fetch_add(group.len(), Ordering::SeqCst);
        let outcome = |wish: &Wish| match wish {
            Wish::Refused => Err(CommitError::Refused { change: "Mark", index: 0, why: Refusal::Stale }),
            _ => Ok(()),
        };
        Ok(group.iter().map(outcome).collect())
    }
}

struct Fixture {
    queue: std::sync::Arc<Queue<std::sync::Arc<Told>>>,
    told: std::sync::Arc<Told>,
    began: mpsc::UnboundedReceiver<Vec<Wish>>,
}

type Sent = tokio::task::JoinHandle<Outcome>;

impl Fixture {
    fn new() -> Self {
        let (sender, began) = mpsc::unbounded_channel();
        let told = Told { may: Semaphore::new(0), began: sender, committed: AtomicUsize::new(0) };
        let told = std::sync::Arc::new(told);
        Self { queue: std::sync::Arc::new(Queue::new(told.clone())), told, began }
    }

    /// Sends a set, which waits in the queue when this returns.
    fn send(&self, wish: Wish) -> Sent {
        let queue = self.queue.clone();
        let mut sent = Box::pin(async move { queue.commit(wish).await });
        match (&mut sent).now_or_never() {
            Some(outcome) => tokio::spawn(async move { outcome }),
            None => tokio::spawn(sent),
        }
    }

    fn let_go(&self, groups: usize) {
        self.told.may.add_permits(groups);
    }

    /// The next group that has begun.
    async fn begun(&mut self) -> Vec<Wish> {
        timeout(Duration::from_secs(10), self.began.recv()).await.unwrap().unwrap()
    }
}

async fn answer(sent: Sent) -> Outcome {
    timeout(Duration::from_secs(10), sent).await.unwrap().unwrap()
}

fn kind(outcome: Outcome) -> StorageErrorKind {
    match outcome {
        Err(CommitError::Storage(error)) => error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_waits_while_a_group_is_committed_is_the_next_group() {
    let mut fixture = Fixture::new();
    let first = fixture.send(Wish::Applied);
    assert_eq!(fixture.begun().await, [Wish::Applied]);
    let others: Vec<_> = (0..100).map(|_| fixture.send(Wish::Applied)).collect();
    assert_eq!(fixture.queue.stats().waiting, 100);
    fixture.let_go(3);
    answer(first).await.unwrap();
    assert_eq!(fixture.begun().await.len(), 64);
    assert_eq!(fixture.begun().await.len(), 36);
    for other in others {
        answer(other).await.unwrap();
    }
    let stats = fixture.queue.stats();
    assert_eq!((stats.waiting, stats.groups, stats.sets, stats.largest, stats.failed), (0, 3, 101, 64, 0));
    assert!(stats.took >= stats.longest);
}

#[tokio::test]
async fn a_large_set_does_not_hold_many_up() {
    let mut fixture = Fixture::new();
    drop(fixture.send(Wish::Applied));
    fixture.begun().await;
    for wish in [Wish::Applied, Wish::Large, Wish::Large, Wish::Applied] {
        drop(fixture.send(wish));
    }
    fixture.let_go(3);
    assert_eq!(fixture.begun().await, [Wish::Applied, Wish::Large]);
    assert_eq!(fixture.begun().await, [Wish::Large, Wish::Applied]);
}

#[tokio::test]
async fn a_refused_set_is_answered_when_the_commit_is_over() {
    let mut fixture = Fixture::new();
    let refused = fixture.send(Wish::Refused);
    fixture.begun().await;
    assert!(!refused.is_finished());
    fixture.let_go(1);
    assert!(answer(refused).await.unwrap_err().refusal().is_some());
}

#[tokio::test]
async fn what_is_too_much_is_turned_away_and_the_rest_is_done() {
    let mut fixture = Fixture::new();
    let first = fixture.send(Wish::Applied);
    fixture.begun().await;
    let waiting: Vec<_> = (0..WAITING).map(|_| fixture.send(Wish::Applied)).collect();
    let too_much = fixture.send(Wish::Applied);
    assert_eq!(kind(answer(too_much).await), StorageErrorKind::Busy);
    assert_eq!(fixture.queue.stats().turned_away, 1);
    fixture.let_go(1000);
    for sent in waiting.into_iter().chain([first]) {
        answer(sent).await.unwrap();
    }
    answer(fixture.send(Wish::Applied)).await.unwrap();
    assert_eq!(fixture.told.committed.load(Ordering::SeqCst), WAITING + 2);
}

#[tokio::test]
async fn nobody_has_to_wait_for_what_is_done() {
    let mut fixture = Fixture::new();
    let first = fixture.send(Wish::Applied);
    fixture.begun().await;
    let gone = fixture.send(Wish::Applied);
    first.abort();
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    let beside = fixture.send(Wish::Applied);
    fixture.let_go(2);
    answer(beside).await.unwrap();
    assert_eq!(fixture.told.committed.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_group_that_fails_or_panics_is_told_to_all_of_it_and_to_nobody_else() {
    for wish in [Wish::Failing, Wish::Panicking] {
        let mut fixture = Fixture::new();
        let before = fixture.send(Wish::Applied);
        fixture.begun().await;
        let group = [Wish::Applied, Wish::Refused, wish].map(|wish| fixture.send(wish));
        fixture.let_go(3);
        answer(before).await.unwrap();
        for sent in group {
            assert_eq!(kind(answer(sent).await), StorageErrorKind::Unavailable);
        }
        answer(fixture.send(Wish::Applied)).await.unwrap();
        assert_eq!(fixture.told.committed.load(Ordering::SeqCst), 2);
        assert_eq!(fixture.queue.stats().failed, 1);
    }
}

#[tokio::test]
async fn closing_waits_for_what_waits_and_takes_no_more() {
    let mut fixture = Fixture::new();
    let first = fixture.send(Wish::Applied);
    fixture.begun().await;
    let second = fixture.send(Wish::Applied);
    let queue = fixture.queue.clone();
    let closing = tokio::spawn(async move { queue.close().await });
    tokio::task::yield_now().await;
    assert_eq!(kind(fixture.send(Wish::Applied).await.unwrap()), StorageErrorKind::Unavailable);
    assert!(!closing.is_finished());
    fixture.let_go(2);
    timeout(Duration::from_secs(10), closing).await.unwrap().unwrap();
    for sent in [first, second] {
        answer(sent).await.unwrap();
    }
    assert_eq!(fixture.told.committed.load(Ordering::SeqCst), 2);
    fixture.queue.close().await;
}
