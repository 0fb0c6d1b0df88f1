use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use latchstring_domain::portal::TextKey;
use latchstring_i18n::Catalog;
use latchstring_pages::brand::Brand;
use latchstring_pages::view::{Frame, Wording};

use crate::english;

/// The end of a key in general words, which stands for its twin in general words.
const GENERAL: &str = "-general";

/// What portals' pages must not speak of: they may ask for an account of any kind.
const OF_UTILITIES: [&str; 4] = ["utility", "bill", "usage", "meter"];

#[test]
fn no_page_in_general_words_speaks_of_utilities() {
    for sample in english().iter().filter(|sample| sample.html.contains(">Account</li>")) {
        for word in OF_UTILITIES {
            assert!(!sample.html.to_lowercase().contains(word), "{}: {word}", sample.name);
        }
    }
}

/// Everything between quotes in the templates and the views.
fn quoted() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for folder in ["templates", "src/view"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let source = fs::read_to_string(entry.unwrap().path()).unwrap();
            found.extend(source.split('"').map(ToOwned::to_owned));
        }
    }
    found
}

/// What is asked for by key in the templates.
fn said() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root.join("templates")).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        let keys = source.split("say(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        found.extend(keys);
    }
    found
}

#[test]
fn every_text_that_a_template_asks_for_exists() {
    let catalog = Catalog::load().unwrap();
    let missing: Vec<_> = said().into_iter().filter(|key| !catalog.has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The texts of pages. Those of mails are in the same catalog, and are looked after where the mails are; a day is asked for
/// by the catalog itself, and a country by its code.
fn page_keys(catalog: &Catalog) -> impl Iterator<Item = &str> {
    let of_pages = |key: &&str| !key.starts_with("mail-") && !key.starts_with("region-") && *key != "day";
    catalog.keys().filter(of_pages)
}

#[test]
fn every_text_is_asked_for() {
    let catalog = Catalog::load().unwrap();
    let quoted = quoted();
    let asked = |key: &&str| quoted.contains(key.strip_suffix(GENERAL).unwrap_or(key));
    let unused: Vec<_> = page_keys(&catalog).filter(|key| !asked(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_text_in_general_words_has_a_twin() {
    let catalog = Catalog::load().unwrap();
    let twins = catalog.keys().filter_map(|key| key.strip_suffix(GENERAL));
    let alone: Vec<_> = twins.filter(|key| !catalog.has(key)).collect();
    assert!(alone.is_empty(), "{alone:?}");
}

#[test]
fn every_text_that_a_link_may_replace_exists() {
    let catalog = Catalog::load().unwrap();
    let missing: Vec<_> = TextKey::ALL.iter().filter(|key| !catalog.has(key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_links_own_words_are_taken_as_they_are_in_every_variant() {
    let catalog = Arc::new(Catalog::load().unwrap());
    let language = catalog.negotiate(None, None).clone();
    let brand = Brand::named("Acme");
    let plain = Frame::new(catalog, language, Some(brand));
    let worded = |general, own: &[(&'static str, &str)]| {
        let own = own.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        plain.clone().worded(Wording { general, own: Arc::new(own) })
    };
    let texts: Vec<_> = TextKey::ALL.iter().map(|key| (key.as_str(), "Hi { $company } <b>")).collect();
    for general in [false, true] {
        let frame = worded(general, &texts);
        for key in TextKey::ALL {
            assert_eq!(frame.say(key.as_str()).to_string(), "Hi { $company } <b>");
        }
        let variant = frame.say_as("done-heading", "done-heading-several");
        assert_eq!(variant.to_string(), "Hi { $company } <b>");
        assert_eq!(frame.say("done-heading-several").to_string(), "Thanks for connecting your accounts!");
    }
    let heading = |general| worded(general, &[]).say("landing-heading").to_string();
    assert_eq!(heading(false), "Acme asks you to connect your utility account");
    assert_eq!(heading(true), "Acme asks you to connect an account");
    let without_twin = worded(true, &[]).say("landing-start").to_string();
    assert_eq!(without_twin, "Get started");
}

#[test]
fn no_page_shows_a_key_or_an_empty_place() {
    let catalog = Catalog::load().unwrap();
    for sample in english() {
        assert!(!sample.html.contains("{$"), "{}: a value is missing", sample.name);
        for key in catalog.keys().filter(|key| key.contains('-')) {
            let shown = format!(">{key}<");
            assert!(!sample.html.contains(&shown), "{}: {key}", sample.name);
        }
    }
}

/// What the snapshots hold is all there is to read. Texts with values are compared around them.
#[test]
fn every_text_is_shown_by_some_sample() {
    let catalog = Catalog::load().unwrap();
    let language = catalog.negotiate(None, None);
    let all: String = english().into_iter().map(|sample| sample.html).collect();
    let unseen: Vec<_> = page_keys(&catalog)
        .filter(|key| {
            let text = catalog.text(
                language,
                key,
                &[("company", "Acme Property Services".into()), ("channel", "sms".into())],
            );
            !text.split("{$").all(|part| all.contains(part.split_once('}').map_or(part, |(_, rest)| rest)))
        })
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}
