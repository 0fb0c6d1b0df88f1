use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::gap::{self, Gap};
use crate::{Arg, Direction, Language, digits, negotiate};

/// One language's sources: a folder under `locales` as the build script found it, or an embedder's own.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// The language's BCP 47 tag.
    pub tag: &'static str,
    /// The name and the Fluent source of each file.
    pub files: &'static [(&'static str, &'static str)],
}

const FOLDERS: &[Folder] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The language that every other one falls back to.
const FALLBACK: &str = "en";

/// Every text in every language, ready to be shared between threads.
pub struct Catalog {
    english: Language,
    /// English comes first: it is the default, and the measure of the others.
    languages: Vec<Language>,
    /// In the order of `languages`.
    shelves: Vec<Shelf>,
}

struct Shelf {
    bundle: FluentBundle<Arc<FluentResource>>,
    files: Vec<Arc<FluentResource>>,
}

/// Why the embedded catalogs could not be read: a mistake in a locale folder, found by the first test that loads them.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no folder for English.
    #[error("there is no `en` folder to fall back to")]
    NoEnglish,
    /// A folder is not named by a language.
    #[error("the folder `{0}` is not a language tag")]
    Tag(&'static str),
    /// A file is not Fluent.
    #[error("`{tag}/{file}` is not Fluent: {detail}")]
    Syntax {
        /// The folder.
        tag: &'static str,
        /// The file in it.
        file: &'static str,
        /// The parser's words.
        detail: String,
    },
    /// A message is defined twice in one language.
    #[error("`{tag}/{file}` defines `{key}` again")]
    Twice {
        /// The folder.
        tag: &'static str,
        /// The file with the later definition.
        file: &'static str,
        /// The message.
        key: String,
    },
}

impl Catalog {
    /// Reads the embedded catalogs. Done once, when the server starts.
    ///
    /// # Errors
    /// A mistake in a locale folder. Since the folders are embedded, a build whose tests passed never errs here.
    pub fn load() -> Result<Self, LoadError> {
        Self::from_folders(FOLDERS)
    }

    /// Reads other catalogs than the embedded ones.
    ///
    /// # Errors
    /// A mistake in a folder, or none for English.
    pub fn from_folders(folders: &[Folder]) -> Result<Self, LoadError> {
        let mut folders = folders.to_vec();
        folders.sort_by_key(|folder| folder.tag != FALLBACK);
        let mut languages = Vec::with_capacity(folders.len());
        let mut shelves = Vec::with_capacity(folders.len());
        for folder in folders {
            let id: LanguageIdentifier = folder.tag.parse().map_err(|_| LoadError::Tag(folder.tag))?;
            let language = Language::new(id);
            shelves.push(Shelf::read(&language, folder)?);
            languages.push(language);
        }
        let english = languages.first().filter(|first| first.tag() == FALLBACK).cloned();
        Ok(Self { english: english.ok_or(LoadError::NoEnglish)?, languages, shelves })
    }

    /// Every language, English first.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language for a visitor: the first that was chosen for them and is spoken, else the best of their
    /// `Accept-Language`, else English. Whatever is malformed or not spoken is passed over.
    #[must_use]
    pub fn negotiate<'a>(
        &self,
        chosen: impl IntoIterator<Item = &'a str>,
        accept_language: Option<&str>,
    ) -> &Language {
        chosen
            .into_iter()
            .find_map(|tag| negotiate::lookup(&self.languages, tag))
            .or_else(|| accept_language.and_then(|header| negotiate::accepted(&self.languages, header)))
            .unwrap_or(&self.english)
    }

    /// The text of `key` in `language`, in English where the language lacks it, and the key itself where both do.
    /// Nothing is escaped. A variable without a value stays visible as `{$name}`.
    #[must_use]
    pub fn text(&self, language: &Language, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        self.shelf(language)
            .and_then(|shelf| shelf.find(key, &args))
            .or_else(|| self.shelves.first().and_then(|english| english.find(key, &args)))
            .unwrap_or_else(|| key.to_owned())
    }

    /// A day as the language writes it, by its message `day`: the year never has its digits grouped. `month` is 1 to 12.
    ///
    /// Nothing in it is isolated, since nothing in it is foreign: a sentence isolates the whole, and marks inside would hide
    /// from it which way a day runs (UAX #9, rule P2).
    #[must_use]
    pub fn day(&self, language: &Language, year: i32, month: u8, day: u8) -> String {
        let year = Arg::Text(year.to_string().into());
        let text =
            self.text(language, "day", &[("day", day.into()), ("month", month.into()), ("year", year)]);
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    /// Whether English has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.shelves.first().is_some_and(|english| english.bundle.has_message(key))
    }

    /// Every key of English, in the order of its files.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.shelves.first().into_iter().flat_map(|english| gap::keys(&english.files))
    }

    /// The keys that begin with `prefix`, in the order of the language's own files. Where the order of names is that of a
    /// language, as in a list of countries, its file is sorted, and no table of how letters follow each other is needed here.
    pub fn keys_of<'a>(&'a self, language: &Language, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let files = self.shelf(language).map_or(&[][..], |shelf| &shelf.files);
        gap::keys(files).filter(move |key| key.starts_with(prefix))
    }

    fn shelf(&self, language: &Language) -> Option<&Shelf> {
        let at = self.languages.iter().position(|spoken| spoken == language)?;
        self.shelves.get(at)
    }

    /// What each language lacks, has too much of or misnames, measured against English.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let Some((english, others)) = self.shelves.split_first() else { return Vec::new() };
        let languages = self.languages.iter().skip(1);
        languages
            .zip(others)
            .flat_map(|(language, shelf)| gap::between(language, &english.files, &shelf.files))
            .collect()
    }
}

impl Shelf {
    fn read(language: &Language, folder: Folder) -> Result<Self, LoadError> {
        let tag = folder.tag;
        let mut bundle = FluentBundle::new_concurrent(vec![language.id().clone()]);
        // Decided in the README, "Isolation marks".
        bundle.set_use_isolating(language.direction() == Direction::RightToLeft);
        bundle.set_formatter(digits::writer(tag));
        let mut files = Vec::with_capacity(folder.files.len());
        for &(file, source) in folder.files {
            let resource =
                FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| LoadError::Syntax {
                    tag,
                    file,
                    detail: errors.first().map(ToString::to_string).unwrap_or_default(),
                })?;
            let resource = Arc::new(resource);
            bundle.add_resource(Arc::clone(&resource)).map_err(|errors| LoadError::Twice {
                tag,
                file,
                key: errors
                    .into_iter()
                    .find_map(|error| match error {
                        FluentError::Overriding { id, .. } => Some(id),
                        _ => None,
                    })
                    .unwrap_or_default(),
            })?;
            files.push(resource);
        }
        Ok(Self { bundle, files })
    }

    fn find(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        // A missing value is not worth an empty page: it stays visible, and the tests of the pages look for it.
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
    }
}

#[cfg(test)]
mod tests;
