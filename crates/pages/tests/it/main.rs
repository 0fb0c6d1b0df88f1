//! Every page in every state, rendered and read as a browser would; and the routes, walked through by one.
#![cfg(test)]

mod browser;
mod html;
mod languages;
mod markup;
mod privacy;
mod routes;
mod snapshots;
mod weight;
mod words;
mod world;

use std::sync::Arc;

use latchstring_i18n::Catalog;
use latchstring_pages::view::{Sample, samples};

/// Every sample in English.
fn english() -> Vec<Sample> {
    let catalog = Arc::new(Catalog::load().unwrap());
    let language = catalog.negotiate(None, None);
    samples(&catalog, language).unwrap()
}

/// Every sample in every language, with the language's tag and direction.
fn everywhere() -> Vec<(String, &'static str, Sample)> {
    let catalog = Arc::new(Catalog::load().unwrap());
    let all = catalog.languages().iter().flat_map(|language| {
        let (tag, direction) = (language.tag().to_owned(), language.direction().as_str());
        let samples = samples(&catalog, language).unwrap();
        samples.into_iter().map(move |sample| (tag.clone(), direction, sample))
    });
    all.collect()
}

/// One sample in English.
fn page(name: &str) -> String {
    english().into_iter().find(|sample| sample.name == name).unwrap().html
}
