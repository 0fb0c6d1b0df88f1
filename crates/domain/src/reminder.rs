//! Reminders: mails to recipients who have not done anything with their link.

use std::num::NonZeroU16;
use std::str::FromStr;
use std::time::Duration;

use crate::names::named;

named! {
    /// Why a recipient is reminded.
    Reminder, ParseReminderError, "a reminder" {
        /// Some days have passed since the link was mailed, and nothing was done with it.
        Untouched = "UNTOUCHED",
        /// The link ends soon, and nothing was done with it.
        BeforeExpiry = "BEFORE_EXPIRY",
    }
}

/// When the recipients of mailed links are reminded. Nobody is, until it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reminders {
    /// So long after a link was mailed; `None`: not then.
    pub after: Option<Days>,
    /// So long before it ends; `None`: not then.
    pub before_expiry: Option<Days>,
}

/// A number of days, 1 to [`Days::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(NonZeroU16);

/// The number is none of days that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number of days from 1 to {}", Days::MAX)]
pub struct DaysError;

impl Days {
    /// The most days: a year.
    pub const MAX: u16 = 365;

    /// So many days.
    ///
    /// # Errors
    /// [`DaysError`].
    pub fn new(days: u64) -> Result<Self, DaysError> {
        let days = u16::try_from(days).ok().filter(|days| *days <= Self::MAX);
        days.and_then(NonZeroU16::new).map(Self).ok_or(DaysError)
    }

    /// How many.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0.get()
    }

    /// As a span: each has 24 hours.
    #[must_use]
    pub fn span(self) -> Duration {
        Duration::from_secs(u64::from(self.get()) * 24 * 60 * 60)
    }
}

impl FromStr for Days {
    type Err = DaysError;

    fn from_str(text: &str) -> Result<Self, DaysError> {
        text.parse().map_err(|_| DaysError).and_then(Self::new)
    }
}
