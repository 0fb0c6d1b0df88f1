//! The words of one mail.

use std::fmt;
use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_i18n::{Arg, Catalog, Language};
use secrecy::{ExposeSecret as _, SecretString};

use crate::brand::Brand;

/// Where a mail's templates take their words from: one language, and the name of the company.
pub(crate) struct Words<'a> {
    catalog: &'a Catalog,
    language: &'a Language,
    company: &'a str,
    brand: &'a Brand,
    unsubscribe: Option<&'a SecretString>,
}

/// A mail, written down.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) html: String,
    pub(crate) text: String,
}

impl<'a> Words<'a> {
    pub(crate) const fn new(
        catalog: &'a Catalog,
        language: &'a Language,
        company: &'a str,
        brand: &'a Brand,
        unsubscribe: Option<&'a SecretString>,
    ) -> Self {
        Self { catalog, language, company, brand, unsubscribe }
    }

    pub(crate) fn brand(&self) -> &Brand {
        self.brand
    }

    /// The link by which its reader asks for no more.
    pub(crate) fn unsubscribe(&self) -> Option<&str> {
        self.unsubscribe.map(SecretString::expose_secret)
    }

    pub(crate) fn lang(&self) -> &str {
        self.language.tag()
    }

    pub(crate) fn dir(&self) -> &'static str {
        self.language.direction().as_str()
    }

    /// The text of `key`; `$company` is filled.
    pub(crate) fn say(&'a self, key: &'a str) -> Phrase<'a> {
        Phrase { words: self, key, args: vec![("company", self.company.into())] }
    }
}

/// A text on its way into a mail. Printing looks it up; the template escapes what it prints.
pub(crate) struct Phrase<'a> {
    words: &'a Words<'a>,
    key: &'a str,
    args: Vec<(&'static str, Arg<'a>)>,
}

impl<'a> Phrase<'a> {
    pub(crate) fn text<'b>(mut self, name: &'static str, value: &'b str) -> Self
    where
        'b: 'a,
    {
        self.args.push((name, value.into()));
        self
    }

    /// The last whole day before `end`, in UTC, as `$date`: a mail does not know its reader's time zone.
    pub(crate) fn last_day(mut self, end: &Timestamp) -> Self {
        let date = end.saturating_sub(Duration::from_millis(1)).to_offset().date();
        let (year, month, day) = date.to_calendar_date();
        let date = self.words.catalog.day(self.words.language, year, month.into(), day);
        self.args.push(("date", date.into()));
        self
    }

    pub(crate) fn count(mut self, name: &'static str, value: &u32) -> Self {
        self.args.push((name, i64::from(*value).into()));
        self
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.catalog.text(self.words.language, self.key, &self.args))
    }
}
