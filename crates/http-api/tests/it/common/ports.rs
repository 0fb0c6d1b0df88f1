//! The ports of the use cases, as tests want them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::branding::PictureUrl;
use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::{Clock, FetchError, Links, Pictures, Randomness};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_core::CryptoRng;
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) const BASE_URL: &str = "https://connect.example.com";

/// 2026-11-20T09:30:00Z, until told otherwise.
pub(super) struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_795_167_000_000))
    }
}

impl TestClock {
    pub(super) fn pass(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.0.load(Ordering::Relaxed)).unwrap()
    }

    /// Whoever waits for time to pass here lets the others go first, and no time passes.
    async fn sleep(&self, _span: Duration) {
        tokio::task::yield_now().await;
    }
}

/// A generator from the next seed each time.
#[derive(Default)]
pub(super) struct Seeded(AtomicU64);

impl Randomness for Seeded {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// An internet on which one thing is everywhere.
pub(crate) struct FixedPictures {
    held: Mutex<Result<Vec<u8>, FetchError>>,
    asked: Mutex<Vec<String>>,
}

impl Default for FixedPictures {
    fn default() -> Self {
        Self { held: Mutex::new(Err(FetchError::Unreachable)), asked: Mutex::default() }
    }
}

impl FixedPictures {
    pub(crate) fn hold(&self, bytes: &[u8]) {
        *self.held.lock().unwrap() = Ok(bytes.to_vec());
    }

    pub(crate) fn fail(&self, error: FetchError) {
        *self.held.lock().unwrap() = Err(error);
    }

    /// The addresses asked for.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Pictures for FixedPictures {
    async fn fetch(&self, url: &PictureUrl, _up_to: usize) -> Result<Vec<u8>, FetchError> {
        self.asked.lock().unwrap().push(url.as_str().to_owned());
        self.held.lock().unwrap().clone()
    }
}

#[derive(Default)]
pub(super) struct FixedLinks(AtomicBool);

impl FixedLinks {
    pub(super) fn break_them(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Links for FixedLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        BASE_URL.to_owned()
    }

    fn invitation(&self, _workspace: &Workspace, token: &SecretString) -> SecretString {
        assert!(!self.0.load(Ordering::Relaxed), "no link for {}", token.expose_secret());
        SecretString::from(format!("{BASE_URL}/p/i/{}", token.expose_secret()))
    }
}
