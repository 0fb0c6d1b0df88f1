use std::sync::Arc;

use latchstring_i18n::Catalog;
use latchstring_pages::view::samples;

/// Nothing is masked: the samples bring their own days, references and proofs, and a changed stylesheet shows in every page
/// that loads it.
#[test]
fn every_page_in_every_language_looks_as_it_was_accepted() {
    let catalog = Arc::new(Catalog::load().unwrap());
    for language in catalog.languages() {
        for sample in samples(&catalog, language).unwrap() {
            insta::assert_snapshot!(format!("{language}-{}", sample.name), sample.html);
        }
    }
}
