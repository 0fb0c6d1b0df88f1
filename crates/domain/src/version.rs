//! Row versions, the precondition of an update.

/// How often a thing has been changed: 1 when made, one more with each change.
///
/// An update states the version it was decided on; storage refuses it as stale when the row has moved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(i64);

impl Version {
    /// The version of a thing just made.
    pub const FIRST: Self = Self(1);

    /// The version a stored number stands for, or `None` for a number below one.
    #[must_use]
    pub const fn from_number(number: i64) -> Option<Self> {
        if number < 1 { None } else { Some(Self(number)) }
    }

    /// The stored number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The version after one more change.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
