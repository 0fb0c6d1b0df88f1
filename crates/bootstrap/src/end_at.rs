//! Ending the process in the middle of its work, for the tests of what is left behind.

use std::sync::atomic::{AtomicU32, Ordering};

use latchstring_dispatch::{Moment, Probe};
use rustix::process::{Signal, getpid, kill_process};

/// The variable that says where: the name of a moment, a colon, and how often it is let pass first.
const VARIABLE: &str = "LATCHSTRING_TEST_END_AT";

/// The probe that the environment asks for: at its moment the process is killed as `kill -9` kills it. A program that is built for
/// use has no such thing.
pub(crate) fn probe() -> Probe {
    let wish = if cfg!(debug_assertions) { wish() } else { None };
    let Some((at, passes)) = wish else { return Probe::default() };
    let passed = AtomicU32::new(0);
    Probe::new(move |moment| {
        if moment == at && passed.fetch_add(1, Ordering::Relaxed) == passes {
            // Nothing can be done about a process that cannot end itself; the test that asked for it fails.
            let _ = kill_process(getpid(), Signal::KILL);
        }
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a wish of the test harness, which no configuration can express"
)]
fn wish() -> Option<(Moment, u32)> {
    let text = std::env::var(VARIABLE).ok()?;
    let (moment, passes) = text.split_once(':')?;
    Some((Moment::named(moment)?, passes.parse().ok()?))
}
