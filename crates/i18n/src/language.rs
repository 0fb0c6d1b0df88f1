use std::fmt;
use std::sync::Arc;

use unic_langid::{CharacterDirection, LanguageIdentifier};

/// A language that the catalog speaks. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    id: LanguageIdentifier,
    tag: Arc<str>,
}

impl Language {
    pub(crate) fn new(id: LanguageIdentifier) -> Self {
        let tag = id.to_string().into();
        Self { id, tag }
    }

    /// The canonical BCP 47 tag, for `lang` attributes and `?lang=`: `en`, `pt-BR`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Which way the language is written: a property of its tag, so a folder need not say it.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self.id.character_direction() {
            CharacterDirection::RTL => Direction::RightToLeft,
            // Languages written from top to bottom are set from left to right on the web.
            CharacterDirection::LTR | CharacterDirection::TTB => Direction::LeftToRight,
        }
    }

    pub(crate) fn id(&self) -> &LanguageIdentifier {
        &self.id
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

/// Writing direction, with the values of HTML's `dir` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As English is.
    LeftToRight,
    /// As Arabic is.
    RightToLeft,
}

impl Direction {
    /// The value for `dir`: `ltr` or `rtl`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}
