use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use latchstring_i18n::Catalog;

use crate::english;

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

#[test]
fn every_text_is_asked_for() {
    let catalog = Catalog::load().unwrap();
    let quoted = quoted();
    let unused: Vec<_> = catalog.keys().filter(|key| !quoted.contains(*key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
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
    let unseen: Vec<_> = catalog
        .keys()
        .filter(|key| {
            let text = catalog.text(
                language,
                key,
                &[("company", "Acme Property Services".into()), ("channel", "sms".into())],
            );
            !text.split("{$").all(|part| all.contains(part.split_once('}').map_or(part, |(_, rest)| rest)))
        })
        .collect();
    // Shown once there are two languages.
    assert_eq!(unseen, ["language-name", "languages"]);
}
