//! Dates, digits and plural forms against CLDR, by way of ICU4X, which is in the tests and in no program.

use icu_calendar::Date;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

use crate::Catalog;

/// CLDR's locale of a language, with the digits that the pages have everywhere.
fn locale(tag: &str) -> Locale {
    format!("{tag}-u-nu-latn").parse().unwrap()
}

/// Without the marks that isolate values.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn every_day_is_written_as_cldr_writes_it() {
    let catalog = Catalog::load().unwrap();
    for language in catalog.languages() {
        let formatter = DateTimeFormatter::try_new(locale(language.tag()).into(), YMD::long()).unwrap();
        for (month, day) in (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day))) {
            let date = Date::try_new_iso(2026, month, day).unwrap();
            let theirs = match (language.tag(), formatter.format(&date).to_string()) {
                // American English puts the month first. Most readers of the English pages are in other countries, and all
                // of them understand "2 December 2026".
                ("en", _) => british(&date),
                // CLDR has no ordinals in dates. Whoever writes French or Brazilian Portuguese does, on the first.
                ("fr", text) if day == 1 => text.replacen("1 ", "1er ", 1),
                ("pt-BR", text) if day == 1 => text.replacen("1 ", "1º ", 1),
                (_, text) => text,
            };
            assert_eq!(catalog.day(language, 2026, month, day), theirs, "{language}");
        }
    }
}

fn british(date: &Date<icu_calendar::Iso>) -> String {
    let formatter = DateTimeFormatter::try_new(locale("en-GB").into(), YMD::long()).unwrap();
    formatter.format(date).to_string()
}

#[test]
fn every_language_groups_digits_as_cldr_does() {
    let catalog = Catalog::load().unwrap();
    for language in catalog.languages() {
        let formatter = DecimalFormatter::try_new(locale(language.tag()).into(), Default::default()).unwrap();
        for number in [0, 7, 42, 999, 1000, 1234, 9999, 10_000, 123_456, 1_234_567] {
            let ours = catalog.text(language, "provider-search-count", &[("count", number.into())]);
            let theirs = formatter.format(&Decimal::from(number)).to_string();
            assert!(number < 3 || bare(&ours).contains(&theirs), "{language}: {ours} without {theirs}");
        }
    }
}
