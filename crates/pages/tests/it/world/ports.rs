use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::workspace::Workspace;
use latchstring_service::invitation::Visit;
use latchstring_service::ports::{Clock, Links, Randomness, Visits};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_core::CryptoRng;

/// A clock that stands still until it is moved. Waiting is tokio's, which a test may pause.
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(super) const fn at(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    pub(crate) fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.0.load(Ordering::SeqCst)).unwrap()
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}

/// Every use case gets the next of a fixed row of generators.
#[derive(Default)]
pub(crate) struct Seeded(AtomicU64);

impl Randomness for Seeded {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

pub(crate) struct PathLinks;

impl Links for PathLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        String::new()
    }
}

/// Keeps the visits that were noted.
#[derive(Default)]
pub(crate) struct Noted(Mutex<Vec<Visit>>);

impl Noted {
    pub(crate) fn take(&self) -> Vec<Visit> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Visits for Noted {
    fn note(&self, visit: Visit) {
        self.0.lock().unwrap().push(visit);
    }
}
