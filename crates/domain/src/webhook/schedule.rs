//! When a message is tried again.

use std::time::Duration;

const SECOND: u64 = 1;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// The pause before each try, in seconds: the first is at once.
const PAUSES: [u64; 10] =
    [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// How often a message is tried before it is given up.
pub const MAX_TRIES: u32 = 10;

/// The longest that an endpoint's own `Retry-After` puts a try off.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * HOUR);

/// The pause before the next try, after so many; `None` when there is none. `random` spreads it over 15 % to either side,
/// so that messages that failed together do not come back together. An endpoint that asked for a longer pause gets it, up
/// to [`LONGEST_RETRY_AFTER`].
#[must_use]
pub fn pause_before(tries: u32, random: u32, retry_after: Option<Duration>) -> Option<Duration> {
    let seconds = *PAUSES.get(usize::try_from(tries).ok()?)?;
    let spread = 0.85 + 0.3 * f64::from(random) / f64::from(u32::MAX);
    let pause = Duration::from_secs(seconds).mul_f64(spread);
    let asked = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
    Some(pause.max(asked))
}
