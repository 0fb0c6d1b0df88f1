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

/// One sample in English.
fn page(name: &str) -> String {
    english().into_iter().find(|sample| sample.name == name).unwrap().html
}
