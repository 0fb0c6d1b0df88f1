use super::*;
use crate::{Problem, report};

const ENGLISH: Folder = Folder {
    tag: "en",
    files: &[(
        "pages.ftl",
        "hello = Hello { $name }\nonly-english = Still here\nsites = { $count ->\n    [one] one site\n   *[other] { $count } sites\n}\n",
    )],
};
const ARABIC: Folder = Folder { tag: "ar", files: &[("pages.ftl", "hello = مرحبا { $name }\n")] };
const GERMAN: Folder = Folder {
    tag: "de",
    files: &[("pages.ftl", "hello = Hallo { $nmae }\nonly-english = Da\nextra = Zu viel\n")],
};

fn catalog(folders: &[Folder]) -> Catalog {
    Catalog::from_folders(folders).unwrap()
}

#[test]
fn a_key_that_a_language_lacks_is_answered_in_english() {
    let catalog = catalog(&[ARABIC, ENGLISH]);
    let arabic = catalog.negotiate(Some("ar"), None);
    assert_eq!(catalog.text(arabic, "only-english", &[]), "Still here");
    assert_eq!(catalog.text(arabic, "nowhere", &[]), "nowhere");
}

#[test]
fn values_are_isolated_only_where_text_runs_from_right_to_left() {
    let catalog = catalog(&[ENGLISH, ARABIC]);
    let args = [("name", Arg::from("Acme"))];
    assert_eq!(
        catalog.text(catalog.negotiate(Some("ar"), None), "hello", &args),
        "مرحبا \u{2068}Acme\u{2069}"
    );
    assert_eq!(catalog.text(catalog.negotiate(None, None), "hello", &args), "Hello Acme");
}

#[test]
fn a_number_chooses_the_plural() {
    let catalog = catalog(&[ENGLISH]);
    let english = catalog.negotiate(None, None);
    assert_eq!(catalog.text(english, "sites", &[("count", 1.into())]), "one site");
    assert_eq!(catalog.text(english, "sites", &[("count", 1200.into())]), "1,200 sites");
}

#[test]
fn a_form_that_a_language_has_and_a_translation_lacks_is_a_gap() {
    let forms = |tag, source: &'static str| {
        let files: &'static [_] = Box::leak(Box::new([("pages.ftl", source)]));
        let catalog = catalog(&[ENGLISH, Folder { tag, files }]);
        let gaps = catalog.gaps().into_iter().map(|gap| gap.problem);
        gaps.filter_map(|problem| match problem {
            Problem::PluralForm { category, .. } => Some(category),
            _ => None,
        })
        .collect::<Vec<_>>()
    };
    let two = "sites = { $count ->\n    [one] a\n   *[other] b\n}\n";
    assert_eq!(forms("ar", two), ["few", "many", "two", "zero"]);
    assert_eq!(forms("de", two), Vec::<&str>::new());
    assert_eq!(forms("pl", two), ["few", "many"]);
    // A form for the very number covers it; a choice among names is none by number.
    assert_eq!(forms("de", "sites = { $count ->\n    [1] a\n   *[other] b\n}\n"), Vec::<&str>::new());
    assert_eq!(forms("ar", "sites = { $channel ->\n    [sms] a\n   *[other] b\n}\n"), Vec::<&str>::new());
}

#[test]
fn nothing_is_escaped_here() {
    let catalog = catalog(&[ENGLISH]);
    let english = catalog.negotiate(None, None);
    assert_eq!(catalog.text(english, "hello", &[("name", "<b>&".into())]), "Hello <b>&");
}

#[test]
fn a_choice_beats_the_header_and_a_strange_choice_is_passed_over() {
    let catalog = catalog(&[ENGLISH, ARABIC, GERMAN]);
    assert_eq!(catalog.negotiate(Some("ar"), Some("de")).tag(), "ar");
    assert_eq!(catalog.negotiate(Some("tlh"), Some("de")).tag(), "de");
    assert_eq!(catalog.negotiate(["tlh", "ar", "de"], Some("de")).tag(), "ar");
    assert_eq!(catalog.negotiate(Some("../../etc"), None).tag(), "en");
    assert_eq!(catalog.negotiate(None, Some("ja")).tag(), "en");
}

#[test]
fn direction_is_a_property_of_the_tag() {
    let catalog = catalog(&[ENGLISH, ARABIC]);
    let directions: Vec<_> =
        catalog.languages().iter().map(|language| language.direction().as_str()).collect();
    assert_eq!(directions, ["ltr", "rtl"]);
}

#[test]
fn gaps_name_the_language_the_key_and_what_is_wrong() {
    let found: Vec<_> = catalog(&[ENGLISH, GERMAN]).gaps().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "de: `hello` uses `$nmae`, which English does not",
            "de: `sites` is missing",
            "de: `extra` is not in English",
        ]
    );
}

#[test]
fn gaps_are_reported_by_language() {
    let french = Folder { tag: "fr", files: &[("pages.ftl", "hello = Salut { $name }\n")] };
    let said = report(&catalog(&[ENGLISH, GERMAN, french]).gaps());
    let headings: Vec<_> = said.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(headings, ["locales/de: 3 to mend", "locales/fr: 2 to mend"]);
    assert_eq!(said.lines().count(), 7);
    assert_eq!(report(&[]), "");
}

#[test]
fn mistakes_in_a_folder_are_named() {
    let broken = Folder { tag: "fr", files: &[("pages.ftl", "= what\n")] };
    let twice = Folder { tag: "fr", files: &[("a.ftl", "a = A\n"), ("b.ftl", "a = B\n")] };
    let tag = Folder { tag: "not a tag", files: &[] };
    let said = |folder| Catalog::from_folders(&[ENGLISH, folder]).err().unwrap().to_string();
    assert!(said(broken).starts_with("`fr/pages.ftl` is not Fluent"));
    assert_eq!(said(twice), "`fr/b.ftl` defines `a` again");
    assert_eq!(said(tag), "the folder `not a tag` is not a language tag");
    assert!(matches!(Catalog::from_folders(&[ARABIC]), Err(LoadError::NoEnglish)));
}

#[test]
fn the_embedded_languages_have_no_gaps() {
    let catalog = Catalog::load().unwrap();
    let gaps = catalog.gaps();
    assert!(gaps.is_empty(), "\n{}", report(&gaps));
    assert_eq!(catalog.languages().len(), FOLDERS.len());
}

#[test]
fn every_embedded_language_names_itself() {
    let catalog = Catalog::load().unwrap();
    for language in catalog.languages() {
        let name = catalog.text(language, "language-name", &[]);
        assert!(name != "language-name" && !name.is_empty(), "{language}");
    }
}
