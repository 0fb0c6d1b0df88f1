use latchstring_domain::key::{ConnectorKey, EnvironmentKey, FlowKey, MAX, ParseKeyError};
use proptest::prelude::*;

fn read(text: &str) -> Result<FlowKey, ParseKeyError> {
    text.parse()
}

#[test]
fn a_key_has_one_to_a_hundred_characters() {
    assert_eq!(MAX, 100);
    for text in ["a", "Z", "0", &"x".repeat(MAX)] {
        assert_eq!(read(text).unwrap().as_str(), text);
    }
    for text in ["", &"x".repeat(MAX + 1), &"x".repeat(1_000_000)] {
        assert_eq!(read(text), Err(ParseKeyError), "{} characters", text.len());
    }
}

#[test]
fn a_key_has_the_characters_that_stand_in_a_url_as_they_are() {
    for code in 0..=0x2FF {
        let c = char::from_u32(code).unwrap();
        let begins = c.is_ascii_alphanumeric();
        assert_eq!(read(&c.to_string()).is_ok(), begins, "{c:?} alone");
        assert_eq!(read(&format!("{c}a")).is_ok(), begins, "{c:?} at the front");
        assert_eq!(read(&format!("a{c}")).is_ok(), begins || "._-".contains(c), "{c:?} at the end");
    }
}

#[test]
fn nothing_that_a_path_would_resolve_or_a_browser_would_fold_is_a_key() {
    let refused = [
        ".", "..", "../x", "a/b", "a\\b", "a%2Fb", "a b", " a", "a ", "a\n", "a\0", "a?b", "a#b", "a:b",
        "-a", "_a", "\u{FF41}", "a\u{301}", "\u{212A}",
    ];
    for text in refused {
        assert_eq!(read(text), Err(ParseKeyError), "{text:?}");
    }
    assert_ne!(read("Bills"), read("bills"), "a key is not folded");
}

#[test]
fn an_id_is_a_key() {
    let text = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
    assert_eq!(read(text).unwrap().to_string(), text);
}

proptest! {
    #[test]
    fn every_kind_of_key_reads_back_from_its_text(text in "[A-Za-z0-9][A-Za-z0-9._-]{0,99}") {
        prop_assert_eq!(&text.parse::<EnvironmentKey>().unwrap().to_string(), &text);
        prop_assert_eq!(&text.parse::<FlowKey>().unwrap().to_string(), &text);
        prop_assert_eq!(&text.parse::<ConnectorKey>().unwrap().to_string(), &text);
    }

    #[test]
    fn whatever_reads_as_a_key_is_that_very_text(text in "[\\PC\\s]{0,12}|[A-Za-z0-9._/ -]{0,110}") {
        if let Ok(key) = read(&text) {
            prop_assert_eq!(key.as_str(), &text);
            prop_assert!(text.is_ascii() && text.len() <= MAX);
            prop_assert_eq!(read(key.as_str()), Ok(key));
        }
    }
}
