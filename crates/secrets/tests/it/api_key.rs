//! API keys.

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText, ParseApiKeyError};
use proptest::prelude::*;

use crate::support::rng;

/// The key of the vectors, see `formats.rs`.
const KNOWN: &str = "lsk_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf48nFVG";

#[test]
fn the_hint_is_the_end_of_the_random_part() {
    assert_eq!(ApiKeyText::parse(KNOWN).unwrap().hint(), &KNOWN[48..52]);
}

proptest! {
    #[test]
    fn a_key_is_read_as_it_was_written(seed in any::<u64>(), live in any::<bool>()) {
        let mode = if live { ApiKeyMode::Live } else { ApiKeyMode::Test };
        let key = ApiKeyText::generate(mode, &mut rng(seed));
        prop_assert_eq!(key.expose().len(), 58);
        let again = ApiKeyText::parse(key.expose()).unwrap();
        prop_assert_eq!((again.mode(), again.digest(), again.hint()), (mode, key.digest(), key.hint()));
        prop_assert!(key.expose()[9..].bytes().all(|digit| digit.is_ascii_alphanumeric()));
    }

    #[test]
    fn t037_any_text_is_no_key(text in "(lsk_live_|lsk_test_|)[0-9A-Za-z]{0,60}", odd in ".{0,60}") {
        prop_assert!(ApiKeyText::parse(&text).is_err());
        let prefixed = format!("lsk_live_{odd}");
        prop_assert!(ApiKeyText::parse(&prefixed).is_err());
    }
}

#[test]
fn t038_every_mistyped_character_is_found_without_a_lookup() {
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for place in 9..58 {
        for digit in alphabet.chars().filter(|digit| !KNOWN[place..].starts_with(*digit)) {
            let typo = format!("{}{digit}{}", &KNOWN[..place], &KNOWN[place + 1..]);
            assert!(
                matches!(
                    ApiKeyText::parse(&typo),
                    Err(ParseApiKeyError::Checksum | ParseApiKeyError::Alphabet)
                ),
                "{typo}"
            );
        }
    }
    for place in 9..57 {
        let mut swapped = KNOWN.as_bytes().to_vec();
        swapped.swap(place, place + 1);
        if swapped != KNOWN.as_bytes() {
            assert!(ApiKeyText::parse(std::str::from_utf8(&swapped).unwrap()).is_err(), "swapped at {place}");
        }
    }
}

#[test]
fn each_check_has_its_turn() {
    use ParseApiKeyError::{Alphabet, Checksum, Length, Prefix};
    let body = &KNOWN[9..];
    for (text, error) in [
        (String::new(), Prefix),
        (body.to_owned(), Prefix),
        (format!("LSK_LIVE_{body}"), Prefix),
        (format!(" {KNOWN}"), Prefix),
        (format!("lsk_prod_{body}"), Prefix),
        (KNOWN[..57].to_owned(), Length),
        (format!("{KNOWN}0"), Length),
        (format!("{KNOWN}\n"), Length),
        (format!("lsk_live_{}", "é".repeat(24) + "0"), Alphabet),
        (format!("lsk_live_{}-{}", &body[..20], &body[21..]), Alphabet),
        (format!("lsk_live_{}", "z".repeat(49)), Alphabet),
        (format!("lsk_test_{body}"), Checksum),
    ] {
        assert_eq!(ApiKeyText::parse(&text).err(), Some(error), "{text}");
    }
}
