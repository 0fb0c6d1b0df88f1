//! What a program has to bring along: the time, random bytes, and where its links lead.

use std::time::Duration;

use async_trait::async_trait;
use getrandom::SysRng;
use latchstring_domain::Timestamp;
use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::{Clock, Links, Randomness};
use rand_core::{CryptoRng, UnwrapErr};
use time::OffsetDateTime;

/// The machine's clock.
pub(crate) struct MachineClock;

#[async_trait]
impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "a program asks the machine in one place, and this is its place"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::try_from(OffsetDateTime::now_utc()).unwrap_or(Timestamp::MAX)
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}

/// The machine's random source.
pub(crate) struct MachineRandomness;

impl Randomness for MachineRandomness {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(UnwrapErr(SysRng))
    }
}

/// Where Bright Bills' customers open their links.
pub(crate) struct BrightLinks;

impl Links for BrightLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        "https://connect.brightbills.example".to_owned()
    }
}
