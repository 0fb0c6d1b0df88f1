//! Retention: for how long a workspace keeps what it no longer needs.

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::time::Duration;

use crate::names::named;

named! {
    /// What is kept for a time that a workspace can choose, in the order in which it is taken away.
    Kept, ParseKeptError, "a kind of record" {
        /// Work that was given up, since it was.
        DeadLetters = "deadLetters",
        /// Webhooks, with their bodies and every try, since they were written.
        Webhooks = "webhooks",
        /// What became of the rows of a bulk, since the last was settled. The invitations are no part of it.
        BulkResults = "bulkResults",
        /// To whom a link was mailed, since the mail was settled and the link had ended.
        Mails = "mails",
    }
}

/// A number of days for which something is kept: at least [`Kept::least`], at most [`KeptDays::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptDays(NonZeroU16);

/// The number is none of days for which this can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number of days from {} to {}", .0.least(), KeptDays::MAX)]
pub struct KeptDaysError(pub Kept);

impl Kept {
    /// The fewest days. A webhook is tried for three, and its endpoint given up after five; it stays until both are over.
    #[must_use]
    pub const fn least(self) -> u16 {
        match self {
            Self::Webhooks => 7,
            Self::BulkResults | Self::Mails | Self::DeadLetters => 1,
        }
    }

    /// How long it is kept where nobody says otherwise; `None`: for good.
    #[must_use]
    pub fn usual(self) -> Option<KeptDays> {
        match self {
            Self::Webhooks | Self::BulkResults => KeptDays::new(self, 30).ok(),
            Self::Mails | Self::DeadLetters => None,
        }
    }
}

impl KeptDays {
    /// The most days: ten years.
    pub const MAX: u16 = 3650;

    /// So many days for this.
    ///
    /// # Errors
    /// [`KeptDaysError`].
    pub fn new(kept: Kept, days: u64) -> Result<Self, KeptDaysError> {
        let days = u16::try_from(days).ok().filter(|days| (kept.least()..=Self::MAX).contains(days));
        days.and_then(NonZeroU16::new).map(Self).ok_or(KeptDaysError(kept))
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

/// For how long what is kept. What it says nothing of is kept as long as the next one says, who is asked after it: the
/// operator after the workspace, [`Kept::usual`] after the operator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retention(BTreeMap<Kept, KeptDays>);

impl Retention {
    /// How it is where nobody says otherwise.
    #[must_use]
    pub fn usual() -> Self {
        Self(Kept::ALL.iter().filter_map(|kept| Some((*kept, kept.usual()?))).collect())
    }

    /// What it says of this.
    #[must_use]
    pub fn of(&self, kept: Kept) -> Option<KeptDays> {
        self.0.get(&kept).copied()
    }

    /// Says this from now on; `None`: nothing.
    pub fn set(&mut self, kept: Kept, days: Option<KeptDays>) {
        match days {
            Some(days) => self.0.insert(kept, days),
            None => self.0.remove(&kept),
        };
    }

    /// The same, with what another says where this says nothing.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut together = other.0.clone();
        together.extend(&self.0);
        Self(together)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_stays_for_longer_than_it_is_tried() {
        let days = |kept, days| KeptDays::new(kept, days).map(KeptDays::get);
        assert_eq!(days(Kept::Webhooks, 6), Err(KeptDaysError(Kept::Webhooks)));
        assert_eq!(days(Kept::Webhooks, 7), Ok(7));
        assert_eq!(days(Kept::Mails, 0), Err(KeptDaysError(Kept::Mails)));
        assert_eq!([days(Kept::Mails, 1), days(Kept::Mails, 3650)], [Ok(1), Ok(3650)]);
        assert_eq!(
            days(Kept::Mails, 3651).unwrap_err().to_string(),
            "must be a whole number of days from 1 to 3650"
        );
        assert_eq!(days(Kept::Mails, u64::MAX), Err(KeptDaysError(Kept::Mails)));
    }

    #[test]
    fn who_says_nothing_leaves_it_to_the_next() {
        let days = |days| KeptDays::new(Kept::Webhooks, days).ok();
        let mut own = Retention::default();
        let usual = Retention::usual();
        assert_eq!(own.or(&usual), usual);
        own.set(Kept::Webhooks, days(90));
        assert_eq!(own.or(&usual).of(Kept::Webhooks), days(90));
        assert_eq!(own.or(&usual).of(Kept::BulkResults), usual.of(Kept::BulkResults));
        own.set(Kept::Webhooks, None);
        assert_eq!(own, Retention::default());
        assert_eq!(usual.of(Kept::DeadLetters), None, "what was given up waits for somebody");
    }
}
