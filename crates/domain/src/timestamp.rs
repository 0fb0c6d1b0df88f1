//! Points in time, to the millisecond.

use std::fmt;
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const RFC3339_MILLIS: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// A point in time: whole milliseconds since the Unix epoch, in UTC, from 1970 to the end of 9999.
///
/// Every backend stores this one number, so a value read back equals the value written, and it sorts and
/// compares alike in Rust and in SQL.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The number of milliseconds lies outside the years 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time must lie between the years 1970 and 9999")]
pub struct TimestampOutOfRange;

impl Timestamp {
    /// The Unix epoch.
    pub const EPOCH: Self = Self(0);
    /// The last millisecond of the year 9999, the latest time that RFC 3339 can write.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// The time so many milliseconds after the Unix epoch.
    ///
    /// # Errors
    /// [`TimestampOutOfRange`] before 1970 or after 9999.
    pub const fn from_unix_millis(millis: i64) -> Result<Self, TimestampOutOfRange> {
        if millis < 0 || millis > Self::MAX.0 { Err(TimestampOutOfRange) } else { Ok(Self(millis)) }
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This time without the part of a second that has begun.
    #[must_use]
    pub const fn whole_seconds(self) -> Self {
        Self(self.unix_seconds() * 1000)
    }

    /// This time if it is a whole second, else the whole second after it; the last one of the year 9999 at the latest.
    #[must_use]
    pub fn next_whole_second(self) -> Self {
        self.saturating_add(Duration::from_millis(999)).whole_seconds()
    }

    /// This time plus `span`, or `None` past the year 9999.
    #[must_use]
    pub fn checked_add(self, span: Duration) -> Option<Self> {
        let millis = i64::try_from(span.as_millis()).ok()?;
        Self::from_unix_millis(self.0.checked_add(millis)?).ok()
    }

    /// This time plus `span`, stopping at [`Timestamp::MAX`].
    #[must_use]
    pub fn saturating_add(self, span: Duration) -> Self {
        self.checked_add(span).unwrap_or(Self::MAX)
    }

    /// This time minus `span`, stopping at the epoch.
    #[must_use]
    pub fn saturating_sub(self, span: Duration) -> Self {
        let millis = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(millis).max(0))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The same time as the `time` crate's type, at offset zero.
    #[must_use]
    pub fn to_offset(self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + time::Duration::milliseconds(self.0)
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = TimestampOutOfRange;

    fn try_from(value: OffsetDateTime) -> Result<Self, Self::Error> {
        let millis = value.unix_timestamp_nanos().div_euclid(1_000_000);
        Self::from_unix_millis(i64::try_from(millis).map_err(|_| TimestampOutOfRange)?)
    }
}

/// RFC 3339 with three digits of a second and a `Z`: `2026-05-03T09:30:00.000Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_offset().format(RFC3339_MILLIS).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range_print_and_nothing_lies_outside() {
        assert_eq!(Timestamp::EPOCH.to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
        assert!(Timestamp::from_unix_millis(-1).is_err());
        assert!(Timestamp::from_unix_millis(Timestamp::MAX.unix_millis() + 1).is_err());
    }

    #[test]
    fn adding_never_overflows() {
        assert_eq!(Timestamp::MAX.checked_add(Duration::from_millis(1)), None);
        assert_eq!(Timestamp::EPOCH.saturating_add(Duration::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::EPOCH.saturating_sub(Duration::MAX), Timestamp::EPOCH);
    }
}
