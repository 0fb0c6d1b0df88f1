use getrandom::SysRng;
use latchstring_service::ports::Randomness;
use rand_core::{CryptoRng, UnwrapErr};

/// The operating system's random source, asked each time.
///
/// A generator of our own would be faster by a quarter of a microsecond, and would repeat itself in every copy of a
/// forked or restored process. Should the system ever have no randomness to give, the request ends in a panic, which
/// the web layer turns into an error: nothing is minted with less.
#[derive(Debug, Clone, Copy)]
pub struct OsRandomness;

impl Randomness for OsRandomness {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(UnwrapErr(SysRng))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t027_the_source_has_no_state_that_a_fork_or_a_snapshot_could_copy() {
        assert_eq!(size_of_val(&*OsRandomness.rng()), 0);
    }
}
