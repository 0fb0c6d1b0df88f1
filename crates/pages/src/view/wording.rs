use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use latchstring_i18n::Catalog;

/// The end of a key in general words.
const GENERAL: &str = "-general";

/// In which words a page speaks, where not in the catalog's usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Whether the account may be of any kind. The usual words are about utilities, their bills and usage; a text that
    /// names those has a twin in general words, whose key ends in `-general`.
    pub general: bool,
    /// The link's own words, by the key of the text that they stand for.
    pub own: Arc<BTreeMap<&'static str, String>>,
}

impl Wording {
    /// The key under which the catalog has the text in these words.
    pub(crate) fn key<'a>(&self, catalog: &Catalog, key: &'a str) -> Cow<'a, str> {
        if self.general {
            let twin = format!("{key}{GENERAL}");
            if catalog.has(&twin) {
                return Cow::Owned(twin);
            }
        }
        Cow::Borrowed(key)
    }
}
