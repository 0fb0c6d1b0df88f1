use std::sync::Arc;

use latchstring_i18n::Catalog;
use latchstring_pages::view::samples;

/// The pages that are kept in every language. The others differ in their words alone, which are in the catalogs already;
/// `languages.rs` and `markup.rs` hold them to what is true of all.
const TRANSLATED: [&str; 3] = ["landing", "sign-in-wrong-password", "sites"];

/// Nothing is masked: the samples bring their own days, references and proofs, and a changed stylesheet shows in every page
/// that loads it.
#[test]
fn every_page_looks_as_it_was_accepted() {
    let catalog = Arc::new(Catalog::load().unwrap());
    for language in catalog.languages() {
        let whole = language.tag() == "en";
        for sample in samples(&catalog, language).unwrap() {
            if whole || TRANSLATED.contains(&sample.name) {
                insta::assert_snapshot!(format!("{language}-{}", sample.name), sample.html);
            }
        }
    }
}
