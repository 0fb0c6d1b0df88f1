use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::trouble::Trouble;

/// For how long a server that could not be used is left alone.
const LEFT_ALONE: Duration = Duration::from_secs(10);

/// Remembers that the server could not be used a moment ago.
#[derive(Default)]
pub(super) struct Breaker(Mutex<Option<Instant>>);

impl Breaker {
    /// Lets by, unless the server could not be used a moment ago.
    pub(super) fn pass(&self) -> Result<(), Trouble> {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match until {
            Some(until) if Instant::now() < until => Err(Trouble::LeftAlone),
            _ => Ok(()),
        }
    }

    pub(super) fn note(&self, trouble: &Trouble) {
        if trouble.is_of_the_server() {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + LEFT_ALONE);
        }
    }

    pub(super) fn reset(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
