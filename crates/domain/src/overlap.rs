//! How long an old secret and its successor are both good.

use std::time::Duration;

/// For how long the secret before still counts after a rotation: at most [`SecretOverlap::MAX`]; none, where it is known
/// to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretOverlap(Duration);

/// Longer than [`SecretOverlap::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be at most {} seconds", SecretOverlap::MAX.as_secs())]
pub struct SecretOverlapError;

impl SecretOverlap {
    /// The longest.
    pub const MAX: Duration = Duration::from_secs(7 * 24 * 3600);
    /// What is taken where nothing is asked for: a day.
    pub const DEFAULT: Self = Self(Duration::from_secs(24 * 3600));

    /// So long.
    ///
    /// # Errors
    /// [`SecretOverlapError`] when it is too long.
    pub fn new(span: Duration) -> Result<Self, SecretOverlapError> {
        if span > Self::MAX { Err(SecretOverlapError) } else { Ok(Self(span)) }
    }

    /// How long.
    #[must_use]
    pub const fn span(self) -> Duration {
        self.0
    }
}
