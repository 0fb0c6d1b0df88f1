use std::sync::Arc;

use latchstring_i18n::{Catalog, Folder};
use latchstring_pages::view::samples;

use crate::everywhere;
use crate::html::tags;

const ENGLISH: Folder = Folder { tag: "en", files: &[("pages.ftl", "language-name = English\n")] };
const ARABIC: Folder = Folder {
    tag: "ar",
    files: &[("pages.ftl", "language-name = العربية\nlanding-heading = تطلب { $company } ربط حسابك\n")],
};

#[test]
fn every_language_that_was_asked_for_is_there_and_can_be_chosen_on_every_page() {
    for (tag, direction, sample) in everywhere() {
        let root = format!("<html lang=\"{tag}\" dir=\"{direction}\"");
        assert!(sample.html.contains(&root), "{}", sample.name);
        for other in ["ar", "de", "en", "es", "fr", "ja", "pt-BR"] {
            let selected = if other == tag { " selected" } else { "" };
            let option = format!("<option value=\"{other}\" lang=\"{other}\"{selected}>");
            assert!(sample.html.contains(&option), "{tag}: {} without {other}", sample.name);
        }
    }
}

#[test]
fn one_language_needs_no_choice() {
    let catalog = Arc::new(Catalog::from_folders(&[ENGLISH]).unwrap());
    for sample in samples(&catalog, catalog.negotiate(None, None)).unwrap() {
        assert!(!sample.html.contains("name=\"lang\""), "{}", sample.name);
    }
}

#[test]
fn no_page_in_any_language_lacks_a_value_or_a_text() {
    let catalog = Catalog::load().unwrap();
    for (tag, _, sample) in everywhere() {
        assert!(!sample.html.contains("{$") && !sample.html.contains("{ $"), "{tag}: {}", sample.name);
        for key in catalog.keys().filter(|key| key.contains('-')) {
            assert!(!sample.html.contains(&format!(">{key}<")), "{tag}: {}: {key}", sample.name);
        }
    }
}

/// What is a word of a machine and not of a language runs from left to right in every page.
#[test]
fn machine_words_are_typed_from_left_to_right_in_a_page_from_right_to_left() {
    let mut seen = 0;
    for (_, direction, sample) in everywhere() {
        for field in tags(&sample.html).iter().filter(|tag| tag.name == "input" && direction == "rtl") {
            let kind = field.get("type").unwrap_or("text");
            let of_machines = matches!(kind, "password" | "email" | "url" | "tel")
                || field.get("inputmode") == Some("numeric")
                || field.get("autocomplete") == Some("one-time-code");
            if of_machines {
                seen += 1;
                assert_eq!(field.get("dir"), Some("ltr"), "{}: {:?}", sample.name, field.get("name"));
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_second_language_brings_its_direction_and_a_switch_on_every_page() {
    let catalog = Arc::new(Catalog::from_folders(&[ENGLISH, ARABIC]).unwrap());
    let arabic = catalog.negotiate(Some("ar"), None);
    for sample in samples(&catalog, arabic).unwrap() {
        assert!(sample.html.contains("<html lang=\"ar\" dir=\"rtl\""), "{}", sample.name);
        assert!(sample.html.contains("<form class=\"languages\" method=\"get\">"), "{}", sample.name);
        let options = ["value=\"en\" lang=\"en\">English<", "value=\"ar\" lang=\"ar\" selected>العربية<"];
        assert!(options.iter().all(|option| sample.html.contains(option)), "{}", sample.name);
    }
}

#[test]
fn a_latin_name_is_isolated_in_a_sentence_from_right_to_left() {
    let catalog = Arc::new(Catalog::from_folders(&[ENGLISH, ARABIC]).unwrap());
    let pages = samples(&catalog, catalog.negotiate(Some("ar"), None)).unwrap();
    let landing = pages.iter().find(|sample| sample.name == "landing").unwrap();
    assert!(landing.html.contains("<h1>تطلب \u{2068}Acme Property Services\u{2069} ربط حسابك</h1>"));
}
