use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use latchstring_domain::Timestamp;
use latchstring_domain::flow::Schema;
use latchstring_domain::provider::Provider;
use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::{
    Answers, Clock, DriverState, Links, Randomness, SignIn, SignInOutcome, SignInUnavailable,
};
use latchstring_sign_in::Drivers;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, SeedableRng as _};

/// A clock that stands still until it is moved. Waiting lets the others go first and takes no time.
pub(crate) struct SetClock {
    millis: AtomicI64,
    waits: Mutex<Vec<Duration>>,
}

impl SetClock {
    pub(crate) const fn at(millis: i64) -> Self {
        Self { millis: AtomicI64::new(millis), waits: Mutex::new(Vec::new()) }
    }

    /// For how long somebody waited, each time since the last call.
    pub(crate) fn take_waits(&self) -> Vec<Duration> {
        std::mem::take(&mut self.waits.lock().unwrap())
    }

    pub(crate) fn advance(&self, span: Duration) {
        self.millis.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.millis.load(Ordering::SeqCst)).unwrap()
    }

    async fn sleep(&self, span: Duration) {
        self.waits.lock().unwrap().push(span);
        tokio::task::yield_now().await;
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

pub(crate) struct SimpleLinks;

impl Links for SimpleLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        "https://connect.example".to_owned()
    }
}

/// The drivers, with something that happens once while the next sign-in or answer is under way, and with what they find
/// to be mapped said by the test.
pub(crate) struct InterruptedSignIn {
    drivers: Drivers,
    meanwhile: Mutex<Option<BoxFuture<'static, ()>>>,
    discovers: Mutex<Option<Result<Option<Schema>, SignInUnavailable>>>,
}

impl InterruptedSignIn {
    pub(super) const fn new(drivers: Drivers) -> Self {
        Self { drivers, meanwhile: Mutex::new(None), discovers: Mutex::new(None) }
    }

    pub(crate) fn meanwhile(&self, happens: impl Future<Output = ()> + Send + 'static) {
        *self.meanwhile.lock().unwrap() = Some(Box::pin(happens));
    }

    /// From now on this is what is found to be mapped, at every provider.
    pub(crate) fn discovers(&self, found: Result<Option<Schema>, SignInUnavailable>) {
        *self.discovers.lock().unwrap() = Some(found);
    }

    async fn interrupt(&self) {
        // Even without an interruption a provider takes its time, and others go first.
        tokio::task::yield_now().await;
        let happens = self.meanwhile.lock().unwrap().take();
        if let Some(happens) = happens {
            happens.await;
        }
    }
}

#[async_trait]
impl SignIn for InterruptedSignIn {
    async fn start(&self, provider: &Provider, answers: Answers) -> Result<SignInOutcome, SignInUnavailable> {
        self.interrupt().await;
        self.drivers.start(provider, answers).await
    }

    async fn answer(
        &self,
        provider: &Provider,
        state: DriverState,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        self.interrupt().await;
        self.drivers.answer(provider, state, answers).await
    }

    async fn discover(
        &self,
        provider: &Provider,
        access: &Answers,
    ) -> Result<Option<Schema>, SignInUnavailable> {
        let said = self.discovers.lock().unwrap().clone();
        match said {
            Some(found) => found,
            None => self.drivers.discover(provider, access).await,
        }
    }

    fn asks_for_forwarding(&self, provider: &Provider, access: &Answers) -> bool {
        self.drivers.asks_for_forwarding(provider, access)
    }
}
