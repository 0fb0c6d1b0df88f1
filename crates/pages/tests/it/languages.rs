use std::sync::Arc;

use latchstring_i18n::{Catalog, Folder};
use latchstring_pages::view::samples;

use crate::{english, page};

const ENGLISH: Folder = Folder { tag: "en", files: &[("pages.ftl", "language-name = English\n")] };
const ARABIC: Folder = Folder {
    tag: "ar",
    files: &[("pages.ftl", "language-name = العربية\nlanding-heading = تطلب { $company } ربط حسابك\n")],
};

#[test]
fn one_language_needs_no_switch() {
    for sample in english() {
        assert!(!sample.html.contains("?lang="), "{}", sample.name);
    }
    assert!(page("landing").contains("lang=\"en\" dir=\"ltr\""));
}

#[test]
fn a_second_language_brings_its_direction_and_a_switch_on_every_page() {
    let catalog = Arc::new(Catalog::from_folders(&[ENGLISH, ARABIC]).unwrap());
    let arabic = catalog.negotiate(Some("ar"), None);
    for sample in samples(&catalog, arabic).unwrap() {
        assert!(sample.html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", sample.name);
        assert!(
            sample.html.contains("<a lang=\"en\" hreflang=\"en\" href=\"?lang=en\">English</a>"),
            "{}",
            sample.name
        );
        assert!(
            sample.html.contains("<span lang=\"ar\" aria-current=\"true\">العربية</span>"),
            "{}",
            sample.name
        );
    }
}

#[test]
fn a_latin_name_is_isolated_in_a_sentence_from_right_to_left() {
    let catalog = Arc::new(Catalog::from_folders(&[ENGLISH, ARABIC]).unwrap());
    let pages = samples(&catalog, catalog.negotiate(Some("ar"), None)).unwrap();
    let landing = pages.iter().find(|sample| sample.name == "landing").unwrap();
    assert!(landing.html.contains("<h1>تطلب \u{2068}Acme Property Services\u{2069} ربط حسابك</h1>"));
}
