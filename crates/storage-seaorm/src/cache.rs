//! Rows that nearly every request reads, kept for a moment.
//!
//! Whoever calls shows a key and mostly speaks of one company. Reading these again for each request costs more than what many
//! requests do. They are kept for a bounded time, so that what another process has changed is seen when that is over; what this
//! store changes is forgotten before the commit returns.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::Company;
use latchstring_domain::id::{ApiKeyId, CompanyId};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_storage::{Change, ChangeSet, StorageError};
use tokio::time::Instant;

/// How many rows of a kind are kept.
const ROWS: usize = 4096;

/// What is kept of the rows of one kind. What is not there is not kept: a key that was just made is found at once.
#[derive(Debug)]
struct Kept<K, V> {
    state: Mutex<State<K, V>>,
}

#[derive(Debug)]
struct State<K, V> {
    rows: HashMap<K, (Instant, V)>,
    /// Counts what was forgotten. What was read before is older than that.
    forgotten: u64,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { state: Mutex::new(State { rows: HashMap::new(), forgotten: 0 }) }
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Nothing that holds the lock panics half-way through a change.
    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn get<F>(&self, span: Duration, key: K, read: F) -> Result<Option<V>, StorageError>
    where
        F: Future<Output = Result<Option<V>, StorageError>>,
    {
        // Before the read begins, so that it is never older than it seems.
        let now = Instant::now();
        let forgotten = {
            let state = self.state();
            match state.rows.get(&key) {
                Some((at, value)) if now.duration_since(*at) < span => return Ok(Some(value.clone())),
                _ => state.forgotten,
            }
        };
        let found = read.await?;
        if let Some(value) = &found {
            let mut state = self.state();
            // Otherwise it may be from before a commit that has returned meanwhile.
            if state.forgotten == forgotten {
                if state.rows.len() >= ROWS {
                    state.rows.retain(|_, (at, _)| now.duration_since(*at) < span);
                }
                if state.rows.len() >= ROWS {
                    state.rows.clear();
                }
                state.rows.insert(key, (now, value.clone()));
            }
        }
        Ok(found)
    }

    fn forget(&self, gone: impl Fn(&K, &V) -> bool) {
        let mut state = self.state();
        state.forgotten += 1;
        state.rows.retain(|key, (_, value)| !gone(key, value));
    }
}

/// What is kept, and for how long.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    span: Duration,
    keys: Kept<Digest, ApiKey>,
    companies: Kept<CompanyId, Company>,
    sites: Kept<CompanyId, Vec<Site>>,
}

type Read<T> = Result<Option<T>, StorageError>;

impl Cache {
    /// Keeps nothing, if the span is nothing.
    pub(crate) fn new(span: Duration) -> Self {
        Self { span, ..Self::default() }
    }

    pub(crate) async fn key(&self, digest: Digest, read: impl Future<Output = Read<ApiKey>>) -> Read<ApiKey> {
        if self.span.is_zero() { read.await } else { self.keys.get(self.span, digest, read).await }
    }

    pub(crate) async fn company(
        &self,
        id: CompanyId,
        read: impl Future<Output = Read<Company>>,
    ) -> Read<Company> {
        if self.span.is_zero() { read.await } else { self.companies.get(self.span, id, read).await }
    }

    pub(crate) async fn sites(
        &self,
        of: CompanyId,
        read: impl Future<Output = Result<Vec<Site>, StorageError>>,
    ) -> Result<Vec<Site>, StorageError> {
        if self.span.is_zero() {
            return read.await;
        }
        let found = self.sites.get(self.span, of, async { read.await.map(Some) }).await;
        found.map(Option::unwrap_or_default)
    }

    /// What of a set may be kept here.
    pub(crate) fn touched_by(&self, set: &ChangeSet) -> Vec<Touched> {
        if self.span.is_zero() {
            return Vec::new();
        }
        set.changes().iter().filter_map(Touched::by).collect()
    }

    /// Forgets what a set may have changed. Also after a commit that was refused, for what was decided on may have been
    /// kept for too long; and after one that failed, of which nobody knows what it did.
    pub(crate) fn forget(&self, touched: &[Touched]) {
        for touched in touched {
            match touched {
                Touched::Key(key) => self.keys.forget(|_, kept| kept.id == *key),
                Touched::Company(id) => self.companies.forget(|kept, _| kept == id),
                Touched::Sites => self.sites.forget(|_, _| true),
            }
        }
    }
}

/// What a change makes out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touched {
    Key(ApiKeyId),
    Company(CompanyId),
    Sites,
}

impl Touched {
    const fn by(change: &Change) -> Option<Self> {
        Some(match change {
            Change::CreateApiKey(row) | Change::UpdateApiKey(row) => Self::Key(row.id),
            Change::CreateCompany(row) | Change::UpdateCompany(row) => Self::Company(row.id),
            Change::DeleteCompany(id, _) => Self::Company(*id),
            // A site may have been another company's before.
            Change::CreateSite(_) | Change::UpdateSite(_) | Change::DeleteSite(..) => Self::Sites,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    const SPAN: Duration = Duration::from_secs(3600);

    async fn read(value: u32) -> Result<Option<u32>, StorageError> {
        Ok(Some(value))
    }

    #[tokio::test]
    async fn what_was_read_before_a_commit_returned_is_not_kept() {
        let kept = std::sync::Arc::new(Kept::<u32, u32>::default());
        let (answer, answered) = oneshot::channel::<()>();
        let (asked, was_asked) = oneshot::channel::<()>();
        let slow = tokio::spawn({
            let kept = std::sync::Arc::clone(&kept);
            async move {
                let reading = async {
                    asked.send(()).unwrap();
                    answered.await.unwrap();
                    read(1).await
                };
                kept.get(SPAN, 7, reading).await
            }
        });
        was_asked.await.unwrap();
        kept.forget(|key, _| *key == 7);
        answer.send(()).unwrap();
        assert_eq!(slow.await.unwrap().unwrap(), Some(1));
        assert_eq!(kept.get(SPAN, 7, read(2)).await.unwrap(), Some(2), "the old row was kept");
        assert_eq!(kept.get(SPAN, 7, read(3)).await.unwrap(), Some(2), "the new row was not kept");
    }

    #[tokio::test]
    async fn no_more_than_so_many_are_kept_and_none_that_is_not_there() {
        let kept = Kept::<usize, u32>::default();
        for key in 0..3 * ROWS {
            kept.get(SPAN, key, read(1)).await.unwrap();
            assert!(kept.state().rows.len() <= ROWS);
        }
        let nothing = kept.get(SPAN, usize::MAX, async { Ok(None) }).await.unwrap();
        assert_eq!(nothing, None);
        assert_eq!(kept.get(SPAN, usize::MAX, read(1)).await.unwrap(), Some(1));
    }

    /// The span is counted from before the read: a row is never older than that when it is used.
    #[tokio::test(start_paused = true)]
    async fn the_span_begins_before_the_read() {
        let kept = Kept::<u32, u32>::default();
        let span = Duration::from_secs(1);
        let slow = async {
            tokio::time::advance(Duration::from_millis(600)).await;
            read(1).await
        };
        kept.get(span, 7, slow).await.unwrap();
        tokio::time::advance(Duration::from_millis(399)).await;
        assert_eq!(kept.get(span, 7, read(2)).await.unwrap(), Some(1));
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(kept.get(span, 7, read(2)).await.unwrap(), Some(2));
    }
}
