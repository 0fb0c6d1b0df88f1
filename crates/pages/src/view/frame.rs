use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use latchstring_i18n::{Arg, Catalog, Language};

use crate::assets;
use crate::brand::Brand;
use crate::view::{Embedding, Icon, Wording};

/// What the keys of countries begin with; the code follows.
const COUNTRY: &str = "region-";

/// What every page has around its own matter: the language, whose page it is, and how far the recipient has come.
#[derive(Clone)]
pub struct Frame {
    catalog: Arc<Catalog>,
    language: Language,
    brand: Option<Brand>,
    progress: Option<Progress>,
    wording: Wording,
    address: Option<String>,
    embedding: Option<Embedding>,
    framed: bool,
    signs_in_at: Option<String>,
}

/// A calendar day, already in the time zone in which it is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// For example 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// The named steps of one walk, and where the recipient is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In order; two to five fit on a phone.
    pub steps: Vec<Step>,
    /// How many of them are done.
    pub done: usize,
}

/// One step of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Choosing or confirming the provider.
    Provider,
    /// Signing in there, its further checks included.
    SignIn,
    /// Choosing sites and kinds of bills.
    Sites,
    /// Saying which fields fill which.
    Fields,
    /// Having codes forwarded.
    Codes,
    /// The end.
    Done,
}

impl Step {
    /// The key of its name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Provider => "step-provider",
            Self::SignIn => "step-sign-in",
            Self::Sites => "step-sites",
            Self::Fields => "step-fields",
            Self::Codes => "step-codes",
            Self::Done => "step-done",
        }
    }
}

/// A language that the reader may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageChoice {
    /// For the query parameter `lang` and the attribute `lang`.
    pub tag: String,
    /// In itself: `Deutsch`.
    pub name: String,
    /// Whether the page is in it now.
    pub current: bool,
}

impl Frame {
    /// A frame without progress. `brand` is `None` where the link tells nothing: unknown, damaged, no page.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, language: Language, brand: Option<Brand>) -> Self {
        Self {
            catalog,
            language,
            brand,
            progress: None,
            wording: Wording::default(),
            address: None,
            embedding: None,
            framed: false,
            signs_in_at: None,
        }
    }

    /// The same frame in other words than the catalog's usual ones.
    #[must_use]
    pub fn worded(mut self, wording: Wording) -> Self {
        self.wording = wording;
        self
    }

    /// The same frame for a page that is to be reached at this path, because the query of its own address is not to be
    /// lost when the language is switched.
    #[must_use]
    pub fn reached_at(mut self, path: String) -> Self {
        self.address = Some(path);
        self
    }

    /// The same frame for a page that tells others how far the recipient has come.
    #[must_use]
    pub fn embedded(mut self, embedding: Option<Embedding>) -> Self {
        self.embedding = embedding;
        self
    }

    /// The same frame for a page inside another. It begins at the top, so that nothing moves when its height is made to fit.
    #[must_use]
    pub fn within_another(mut self, framed: bool) -> Self {
        self.framed = framed;
        self
    }

    /// The same frame for a walk that signs in on this provider's own page, so that no password is typed here.
    #[must_use]
    pub fn signing_in_at(mut self, provider: Option<String>) -> Self {
        self.signs_in_at = provider;
        self
    }

    /// The same frame, telling that these connections came of the walk.
    #[must_use]
    pub fn connected(mut self, ids: impl Iterator<Item = String>) -> Self {
        if let Some(embedding) = &mut self.embedding {
            embedding.connections = ids.collect::<Vec<_>>().join(" ");
        }
        self
    }

    /// The same frame with `done` of `steps` done.
    #[must_use]
    pub fn at(mut self, steps: &[Step], done: usize) -> Self {
        self.progress = Some(Progress { steps: steps.to_vec(), done });
        self
    }

    /// The text of `key`: the link's own words for it, which are taken as they are; else the one of the catalog. `$company`
    /// is filled with the brand's name; give the other values with [`Phrase::with`].
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> Phrase<'a> {
        self.say_as(key, key)
    }

    /// The text of `key` where that is one of several variants of the text `id`: the link's own words for `id` stand for
    /// each of them.
    #[must_use]
    pub fn say_as<'a>(&'a self, id: &str, key: &'a str) -> Phrase<'a> {
        let own = self.wording.own.get(id).map(String::as_str);
        let (catalog, language) = (&*self.catalog, &self.language);
        Phrase { catalog, language, key: self.wording.key(catalog, key), own, args: Vec::new() }
            .with("company", self.company())
    }

    /// What is promised about the password and the data, in short.
    pub(crate) fn assurance(&self) -> Phrase<'_> {
        self.promised("assurance", "assurance-elsewhere")
    }

    /// The same at length.
    pub(crate) fn privacy(&self) -> [Phrase<'_>; 3] {
        [
            self.promised("privacy-password", "privacy-password-elsewhere"),
            self.promised("privacy-gets", "privacy-gets-elsewhere"),
            self.promised("privacy-stop", "privacy-stop-elsewhere"),
        ]
    }

    fn promised<'a>(&'a self, here: &'a str, elsewhere: &'a str) -> Phrase<'a> {
        match &self.signs_in_at {
            None => self.say(here),
            Some(provider) => self.say(elsewhere).with("provider", provider.as_str()),
        }
    }

    /// Whether the link has words of its own for a text.
    pub(crate) fn has_own(&self, id: &str) -> bool {
        self.wording.own.contains_key(id)
    }

    /// The inviter's name, or words for it.
    #[must_use]
    pub fn company(&self) -> String {
        match &self.brand {
            Some(brand) => brand.name.clone(),
            None => self.catalog.text(&self.language, "someone", &[]),
        }
    }

    /// A day as the language writes it.
    #[must_use]
    pub fn day(&self, day: &Day) -> String {
        self.catalog.day(&self.language, day.year, day.month, day.day)
    }

    /// A country, by its ISO 3166-1 alpha-2 code, as the language calls it.
    #[must_use]
    pub fn country(&self, code: &str) -> String {
        self.catalog.text(&self.language, &format!("{COUNTRY}{code}"), &[])
    }

    /// The codes of all countries, in the order of their names in the language.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.catalog.keys_of(&self.language, COUNTRY).filter_map(|key| key.strip_prefix(COUNTRY))
    }

    /// Whose page it is, if the link tells.
    #[must_use]
    pub fn brand(&self) -> Option<&Brand> {
        self.brand.as_ref()
    }

    /// How far the recipient has come, once a walk has begun.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    pub(crate) fn is_within_another(&self) -> bool {
        self.framed
    }

    /// Whom the page tells how far the recipient has come.
    #[must_use]
    pub fn embedding(&self) -> Option<&Embedding> {
        self.embedding.as_ref()
    }

    /// A walk without a choice of provider repairs a connection that has one.
    pub(crate) fn repairs(&self) -> bool {
        self.progress.as_ref().is_some_and(|progress| !progress.steps.contains(&Step::Provider))
    }

    /// What a link to the same page begins with: nothing, where its own address will do.
    pub(crate) fn address(&self) -> &str {
        self.address.as_deref().unwrap_or_default()
    }

    pub(crate) fn lang(&self) -> &str {
        self.language.tag()
    }

    pub(crate) fn dir(&self) -> &'static str {
        self.language.direction().as_str()
    }

    /// Empty while there is nothing to switch to.
    pub(crate) fn languages(&self) -> Vec<LanguageChoice> {
        let spoken = self.catalog.languages();
        if spoken.len() < 2 {
            return Vec::new();
        }
        spoken
            .iter()
            .map(|language| LanguageChoice {
                tag: language.tag().to_owned(),
                name: self.catalog.text(language, "language-name", &[]),
                current: *language == self.language,
            })
            .collect()
    }

    pub(crate) fn stylesheet(&self) -> &'static str {
        &assets::stylesheet().path
    }

    pub(crate) fn brand_stylesheet(&self) -> String {
        self.brand.as_ref().map(|brand| brand.theme).unwrap_or_default().path()
    }

    pub(crate) fn script(&self) -> &'static str {
        &assets::script().path
    }

    /// What the pages of portals look like beyond the others.
    pub(crate) fn portal_stylesheet(&self) -> &'static str {
        &assets::portal_stylesheet().path
    }

    /// What makes long lists of fields searchable.
    pub(crate) fn search_script(&self) -> &'static str {
        &assets::search_script().path
    }

    /// What takes the link out of the history once it is used.
    pub(crate) fn landing_script(&self) -> &'static str {
        &assets::landing_script().path
    }

    pub(crate) fn return_script(&self) -> &'static str {
        &assets::return_script().path
    }

    /// What tells others how far the recipient has come.
    pub(crate) fn embedded_script(&self) -> &'static str {
        &assets::embedded_script().path
    }

    pub(crate) fn forwarding_script(&self) -> &'static str {
        &assets::forwarding_script().path
    }

    pub(crate) fn forwarding_stylesheet(&self) -> &'static str {
        &assets::forwarding_stylesheet().path
    }

    pub(crate) fn mails_stylesheet(&self) -> &'static str {
        &assets::mails_stylesheet().path
    }

    pub(crate) fn mapping_script(&self) -> &'static str {
        &assets::mapping_script().path
    }

    /// The picture for the browser's tab, and what it is.
    pub(crate) fn tab_icon(&self) -> (&str, &'static str) {
        match self.brand.as_ref().and_then(|brand| brand.favicon.as_deref()) {
            Some(path) => (path, "image/png"),
            None => (&assets::icon().path, assets::icon().content_type),
        }
    }

    pub(crate) fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }
}

/// A text on its way to the page: a key and its values. Printing looks it up; the template escapes what it prints.
#[derive(Clone)]
pub struct Phrase<'a> {
    catalog: &'a Catalog,
    language: &'a Language,
    key: Cow<'a, str>,
    own: Option<&'a str>,
    args: Vec<(&'static str, Arg<'a>)>,
}

impl<'a> Phrase<'a> {
    /// The same with the value of one variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg<'a>>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The same with a number, which may choose a plural form.
    #[must_use]
    pub fn count(self, name: &'static str, value: usize) -> Self {
        self.with(name, i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.own {
            Some(own) => f.write_str(own),
            None => f.write_str(&self.catalog.text(self.language, &self.key, &self.args)),
        }
    }
}
