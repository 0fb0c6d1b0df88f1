use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How the group commits of a store go. What only grows has grown since the store was opened.
///
/// Of a store whose sets are each a transaction of their own everything is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommitStats {
    /// Sets that wait to be in a group now.
    pub waiting: u64,
    /// Sets turned away because too many waited.
    pub turned_away: u64,
    /// Groups that ended, well or not.
    pub groups: u64,
    /// Sets that were in them. Divided by the groups it is how many share a commit.
    pub sets: u64,
    /// Groups of which nothing was committed, because the database failed.
    pub failed: u64,
    /// The most sets that were in one.
    pub largest: u64,
    /// How long all groups took together, from the first statement to the end of the commit.
    pub took: Duration,
    /// How long the slowest took.
    pub longest: Duration,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    turned_away: AtomicU64,
    groups: AtomicU64,
    sets: AtomicU64,
    failed: AtomicU64,
    largest: AtomicU64,
    took: AtomicU64,
    longest: AtomicU64,
}

impl Counters {
    pub(super) fn turned_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn group(&self, sets: usize, failed: bool, took: Duration) {
        let (sets, micros) = (sets as u64, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        self.groups.fetch_add(1, Ordering::Relaxed);
        self.sets.fetch_add(sets, Ordering::Relaxed);
        self.failed.fetch_add(u64::from(failed), Ordering::Relaxed);
        self.largest.fetch_max(sets, Ordering::Relaxed);
        self.took.fetch_add(micros, Ordering::Relaxed);
        self.longest.fetch_max(micros, Ordering::Relaxed);
    }

    pub(super) fn read(&self, waiting: usize) -> CommitStats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        CommitStats {
            waiting: waiting as u64,
            turned_away: read(&self.turned_away),
            groups: read(&self.groups),
            sets: read(&self.sets),
            failed: read(&self.failed),
            largest: read(&self.largest),
            took: Duration::from_micros(read(&self.took)),
            longest: Duration::from_micros(read(&self.longest)),
        }
    }
}
